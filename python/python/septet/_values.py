"""Results that are plain values: frozen dataclasses, made by the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from septet._septet import Outcome
    from septet._words import DeliveryReports, SenderSupport, SenderVerdict, ShortNumberCost

__all__ = ["Answer", "Decoded", "Receipt", "SenderAdvice", "SenderCheck", "ShortNumber"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortNumber:
    """What is known of a short number in a region: from ``short_number``."""

    is_valid: bool
    """Whether it is allocated. Whether it is in use, nobody can tell from the number."""
    is_emergency: bool
    """Whether it calls an emergency service. Never a destination."""
    is_carrier_specific: bool
    """Whether it depends on the caller's operator."""
    is_sms_service: bool
    """Whether it is a service by text message."""
    cost: ShortNumberCost
    """What it costs whoever uses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderAdvice:
    """What is published of senders at a destination: from ``sender_advice``."""

    prefix: int
    """The first digits of the numbers it is about."""
    countries: tuple[str, ...]
    """Their countries."""
    alphanumeric: SenderSupport
    """Words as senders."""
    numeric: SenderSupport
    """Numbers as senders."""
    short_code: SenderSupport
    """Short codes as senders."""
    delivery_reports: DeliveryReports
    """Delivery reports."""
    note: str
    """More, separated by ``"; "``; may be empty."""
    source: str
    """Who publishes it, and under what licence."""
    as_of: date
    """When it was read."""

    def is_stale(self, today: date) -> bool:
        """Whether ``today`` is more than a year after ``as_of``.

        >>> from datetime import date
        >>> septet.sender_advice("UG").is_stale(date(2040, 1, 1))
        True
        """
        if not isinstance(today, date):
            raise TypeError(f"today must be a date, not {type(today).__name__}")
        of = self.as_of
        return (today.year - of.year, today.month, today.day) > (1, of.month, of.day)


@dataclass(frozen=True, slots=True)
class SenderCheck:
    """The verdict on a sender, and what it rests on: from ``Vendor.check_sender``."""

    verdict: SenderVerdict
    """The verdict."""
    is_ok: bool
    """Whether the vendor takes the sender."""
    unspecified: str | None
    """The profile field that the vendor leaves open and that could turn it into a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer in a body: the outcome, and what else the vendor says, as it is spelled.

    ``repr`` shows no recipients and no text.
    """

    outcome: Outcome
    """What it means."""
    code: str | None
    """The vendor's code."""
    group: str | None
    """The group of that code."""
    name: str | None
    """The vendor's word for it."""
    description: str | None
    """The vendor's sentence."""
    detail: str | None
    """Further data, as JSON."""
    reference: str | None
    """The vendor's id of the message."""
    to: tuple[str, ...] = field(repr=False)
    """The recipients."""
    text: str | None = field(repr=False)
    """The message."""
    cost: str | None
    """What it cost, in the vendor's digits."""
    currency: str | None
    """The currency of the amounts."""
    balance: str | None
    """What is left."""
    required: str | None
    """What would have been needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body, understood: from ``Vendor.decode_body``."""

    answers: tuple[Answer, ...]
    """One answer, or of a list all in their order."""
    is_list: bool
    """Whether the body is a list, be it of one or none."""
    malformed: bool
    """Whether the body could not be read as what it should be."""
    payload: str | None
    """The id of the shape that matched; ``None`` where HTTP spoke, or nobody did."""
    documented: bool
    """Whether that shape is in the vendor's document; else it is assumed."""

    @property
    def outcome(self) -> Outcome:
        """The outcome of a body with one answer. Raises ValueError for a list."""
        if self.is_list:
            raise ValueError(f"a list of {len(self.answers)} answers: use answers")
        return self.answers[0].outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A delivery receipt: its outcome and its fields as they are written.

    ``repr`` shows no text.
    """

    outcome: Outcome
    """What it means."""
    id: str | None
    """The message's id; that of the optional parameter wins."""
    stat: str | None
    """The state as a word."""
    err: str | None
    """A code of the vendor's own."""
    sub: str | None
    """How many messages were submitted."""
    dlvrd: str | None
    """How many of them were delivered."""
    text: str | None = field(repr=False)
    """The first characters of the message."""
    submit_date: str | None
    """When it was submitted: ``YYYY-MM-DDThh:mm:ss``, local."""
    done_date: str | None
    """When it came to this state: ``YYYY-MM-DDThh:mm:ss``, local."""
    offset_min: int | None
    """Minutes east of UTC of the dates, where known."""
    ambiguous_date: bool
    """Whether a date was left out because its digits are two different dates."""
