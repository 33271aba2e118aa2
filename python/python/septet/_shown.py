"""What results have in common that the engine prints as well."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__: list[str] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A result with its two printed forms."""

    _json: str = field(repr=False)
    _text: str = field(repr=False)

    def to_json(self) -> str:
        """The same as one JSON object, with the same names, as the command line prints it."""
        return self._json

    def __str__(self) -> str:
        return self._text
