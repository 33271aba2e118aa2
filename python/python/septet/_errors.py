"""Exceptions: one class per stage of the engine, each with the kind as a word and a number."""

from __future__ import annotations

from typing import Any

__all__ = [
    "BoundaryError",
    "CampaignError",
    "MoneyError",
    "NumberError",
    "PreflightError",
    "ProfileError",
    "RateCardError",
    "ReassemblyError",
    "SenderError",
    "SeptetError",
    "StatusError",
    "TextError",
    "UsageError",
]


class SeptetError(ValueError):
    """An error of the engine.

    Its text says what is wrong and what to do. Attributes that do not apply are ``None``.
    """

    kind: str
    """What went wrong, as a word that never changes its meaning, such as ``too_many_segments``."""
    number: int
    """The same as a number: the one that C gets."""
    message: str
    """What is wrong and what to do, as a sentence."""
    field: str | None
    """The option or field it is about."""
    value: str | None
    """The offending value as it was given."""
    file: str | None
    """The file it stands in."""
    line: int | None
    """The line in that file, from 1."""
    column: int | None
    """The column in that line, from 1."""
    details: dict[str, int | str]
    """Numbers and words that belong to it, such as ``char_offset`` or ``segments``."""

    def __init__(
        self,
        text: str,
        kind: str,
        number: int,
        message: str,
        field: str | None = None,
        value: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        details: dict[str, int | str] | None = None,
    ) -> None:
        super().__init__(text)
        self.kind = kind
        self.number = number
        self.message = message
        self.field = field
        self.value = value
        self.file = file
        self.line = line
        self.column = column
        self.details = dict(details or {})

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.kind, self.number, self.message, self.field, self.value, self.file)
        return type(self), (str(self), *parts, self.line, self.column, self.details)


class UsageError(SeptetError):
    """An option, field or argument is unknown, out of range, or not supported yet."""


class TextError(SeptetError):
    """A text cannot become what was asked for."""


class ReassemblyError(SeptetError):
    """Octets cannot be read as user data, or segments not joined."""


class NumberError(SeptetError):
    """Not a phone number."""


class SenderError(SeptetError):
    """Not a sender."""


class MoneyError(SeptetError):
    """Not an amount or a currency."""


class RateCardError(SeptetError):
    """A rate card, or a message to be rated, is wrong."""


class ProfileError(SeptetError):
    """A vendor's profile is wrong, or there is none of that name."""


class StatusError(SeptetError):
    """A status cannot be looked up as asked."""


class PreflightError(SeptetError):
    """A message or batch cannot be checked as asked."""


class CampaignError(SeptetError):
    """A campaign file cannot be read, or a report not written."""


class BoundaryError(SeptetError):
    """A value cannot cross from Python into the engine."""


# The blocks of the kinds' numbers, in order: the first whose end lies above a number names its
# class. The engine's own registry keeps the blocks.
_BLOCKS: tuple[tuple[int, type[SeptetError]], ...] = (
    (100, UsageError),
    (200, TextError),
    (250, ReassemblyError),
    (350, NumberError),
    (400, SenderError),
    (450, MoneyError),
    (550, RateCardError),
    (600, ProfileError),
    (650, StatusError),
    (700, PreflightError),
    (800, CampaignError),
    (850, BoundaryError),
)


def make(text: str, kind: str, number: int, *rest: Any) -> SeptetError:
    """The exception for an error of the engine: called from Rust."""
    for end, error_class in _BLOCKS:
        if number < end:
            return error_class(text, kind, number, *rest)
    return SeptetError(text, kind, number, *rest)
