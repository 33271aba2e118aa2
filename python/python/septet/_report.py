"""What preflight says: frozen dataclasses, made by the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from septet._status_words import FindingCode
from septet._words import Encoding, NumberKind, RowStatus, SenderVerdict, Severity

if TYPE_CHECKING:
    from septet._septet import E164

__all__ = [
    "Cost",
    "DocumentFinding",
    "Finding",
    "Length",
    "Pace",
    "PacedLimit",
    "Range",
    "Report",
    "RowRef",
    "Saving",
    "Slice",
    "Verdict",
    "WhatIf",
    "merge",
]


@dataclass(frozen=True, slots=True)
class Range:
    """What something costs: apart when the network, the vendor's rule or the boundary is open."""

    min: Decimal
    """The least."""
    expected: Decimal
    """What is expected."""
    max: Decimal
    """The most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one message will become: from ``Preflight.message``."""

    status: RowStatus
    """Whether it has a cost, and if not, why."""
    encoding: Encoding
    """The encoding."""
    units: int
    """Septets or code units, the vendor's own text included."""
    segments: int
    """Segments."""
    segments_min: int
    """Fewest segments, where that depends on what the vendor cuts through."""
    segments_max: int
    """Most segments, where that depends on what the vendor cuts through."""
    number: E164 | None
    """The recipient's number, if messages can be sent to it."""
    region: str | None
    """Where it belongs."""
    number_kind: NumberKind
    """What it is for; unknown where it is not valid."""
    number_error: str | None
    """Why it could not be read."""
    sender: SenderVerdict | None
    """What the sender is under the vendor's rules; ``None`` where no sender is named."""
    cost: Range | None
    """What it costs; ``None`` without a cost."""
    currency: str | None
    """The currency of the cost."""
    rate: str | None
    """The id of the rate."""
    idempotency_key: str | None
    """What the message is known by, however often it is tried: 32 hexadecimal digits of a hash over
    vendor, number, sender, text and time; ``None`` without a number."""
    findings: tuple[FindingCode, ...]
    """Everything found."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a campaign costs in one currency."""

    subtotal: Range
    """Without tax."""
    tax: Range
    """The tax."""
    total: Range
    """Both together."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the messages, and its cost before rounding of the campaign and tax."""

    key: str | None
    """What they share: a country or an encoding; ``None`` where it is not known."""
    messages: int
    """How many."""
    segments: int
    """How many segments."""
    cost: Mapping[str, Range]
    """What they cost, by currency."""


@dataclass(frozen=True, slots=True)
class RowRef:
    """Where a row stands."""

    row: int
    """Its number, from 1."""
    line: int
    """The line of the file at which it begins, from 1; of a list the row again."""


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """What the vendor's document leaves open or contradicts, where it bears on a finding."""

    id: str
    """Its id in the vendor's profile."""
    gap: str
    """``"silent"`` or ``"conflict"``."""
    says: str
    """What the document says, or does not, as a sentence."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What a change saves in one currency, tax included."""

    before: Decimal
    """The expected cost as it stands."""
    after: Decimal
    """The expected cost with the change."""
    saved: Decimal
    """The difference."""
    percent: Decimal | None
    """Of the cost before, with two decimals; ``None`` where that is 0."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A change to a campaign, and what it alone would save."""

    summary: str
    """The change as a sentence."""
    replace: Mapping[str, str]
    """Characters and what stands for them; empty where an option is changed."""
    option: tuple[str, str] | None
    """Name and value of the option; ``None`` where characters are replaced."""
    messages: int
    """Messages that have another number of segments with it."""
    segments: int
    """Segments fewer; negative where there are more."""
    money: Mapping[str, Saving]
    """What is saved, by currency; empty where no message has a cost."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long messages are, in segments."""

    min: int
    """Of the shortest."""
    typical: int
    """Of the typical one: the lower median."""
    max: int
    """Of the longest."""
    longest: tuple[RowRef, ...]
    """The first rows that are so long."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, and where."""

    code: FindingCode
    """What was found."""
    severity: Severity
    """How much it matters."""
    count: int
    """In how many rows."""
    first_rows: tuple[RowRef, ...]
    """The first of them."""
    money: Mapping[str, Decimal]
    """Money at stake, by currency."""
    condition: str
    """When it is found, as a sentence."""
    documents: tuple[DocumentFinding, ...]
    """What the vendor's document says of it, as far as the profile tells."""


@dataclass(frozen=True, slots=True)
class PacedLimit:
    """One of the vendor's limits of requests, and how long it makes the campaign."""

    n: int
    """So many requests,"""
    per_s: int
    """in so many seconds,"""
    key: tuple[str, ...]
    """for each of these: ``"token"``, ``"to"``, ``"sender"``."""
    requests: int | None
    """Requests of the campaign that it counts together; ``None`` where that is not counted."""
    seconds: int | None
    """Seconds from the first of them to the last."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a campaign takes at least, with one request a message."""

    seconds: int | None
    """The longest of the limits; ``None`` where none can be counted."""
    limits: tuple[PacedLimit, ...]
    """Each limit, in the order of the profile."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a campaign will become and cost, and what is wrong with it.

    ``str`` is the report for a person, as the command line prints it; ``to_json`` the one for a
    program.
    """

    rows: int
    """Rows read."""
    messages: int
    """Messages that can be sent: all rows but those refused or unreadable."""
    segments: int
    """Their segments."""
    complete: bool
    """Whether every message that can be sent has a known cost."""
    pace: Pace | None
    """How long sending takes at least; ``None`` where the vendor gives no limit."""
    cost: Mapping[str, Cost]
    """What the campaign costs, by currency. Currencies are never added up."""
    statuses: Mapping[RowStatus, int]
    """Rows by status; only those that occur."""
    countries: tuple[Slice, ...]
    """Messages by country of the destination, most segments first."""
    encodings: tuple[Slice, ...]
    """Messages by encoding."""
    lengths: Mapping[int, int]
    """Messages by number of segments."""
    length: Length | None
    """How long messages are; ``None`` where none can be sent."""
    savings: tuple[WhatIf, ...] | None
    """What changes would save, the most first; ``None`` where nobody looked: files only."""
    refused_senders: int
    """Of the messages, those whose sender the vendor refuses."""
    findings: tuple[Finding, ...]
    """What was found: errors first, then the most frequent."""
    _json: str = field(repr=False)
    _text: str = field(repr=False)
    _part: str | None = field(repr=False, compare=False)

    def merge(self, *others: Report, by_recipient: bool = False) -> Report:
        """The report of a campaign whose parts are this report and ``others``: see ``merge``."""
        return merge((self, *others), by_recipient=by_recipient)

    def to_part(self) -> str:
        """What was counted, as a part of a campaign (``septet.part/1``) at place 0."""
        if self._part is None:
            raise ValueError("this report holds no counts")
        return self._part

    def to_json(self) -> str:
        """The report as one JSON object, ``septet.report/1``."""
        return self._json

    def __str__(self) -> str:
        return self._text

    def __reduce__(self) -> tuple[Any, ...]:
        return make, (self._json, self._text, self._part)


def _range(of: dict[str, str]) -> Range:
    return Range(Decimal(of["min"]), Decimal(of["expected"]), Decimal(of["max"]))


def _slice(of: dict[str, Any], key: str) -> Slice:
    cost = {currency: _range(part) for currency, part in of["cost"].items()}
    return Slice(of[key], of["messages"], of["segments"], cost)


def _pace(of: dict[str, Any] | None) -> Pace | None:
    if of is None:
        return None
    limits = (
        PacedLimit(one["n"], one["per_s"], tuple(one["key"]), one["requests"], one["seconds"])
        for one in of["limits"]
    )
    return Pace(of["seconds"], tuple(limits))


def _finding(of: dict[str, Any]) -> Finding:
    return Finding(
        FindingCode(of["code"]),
        Severity(of["severity"]),
        of["count"],
        tuple(RowRef(row["row"], row["line"]) for row in of["first"]),
        {currency: Decimal(text) for currency, text in of["money"].items()},
        of["condition"],
        tuple(DocumentFinding(part["id"], part["gap"], part["says"]) for part in of["documents"]),
    )


def merge(reports: Iterable[Report], /, *, by_recipient: bool = False) -> Report:
    """The report of a whole campaign from those of its parts, in the order of the campaign.

    It is the one that the whole would have given, whatever machines judged the parts: a report can
    be pickled and merged elsewhere. Duplicates and floods are those within each part, unless
    ``by_recipient`` says that all messages to a recipient stand in one. Parts under other rates,
    options or versions are refused (``part_mismatch``), and so are parts under a card with
    graduated tiers, whose prices depend on the parts before them (``needs_units_before``).
    """
    from septet._septet import merge_parts

    return merge_parts([report.to_part() for report in reports], by_recipient)


def _length(of: dict[str, Any] | None) -> Length | None:
    if of is None:
        return None
    longest = tuple(RowRef(row["row"], row["line"]) for row in of["longest"])
    return Length(of["min"], of["typical"], of["max"], longest)


def _saving(of: dict[str, Any]) -> WhatIf:
    change = of["change"]
    money = {
        currency: Saving(
            Decimal(part["before"]),
            Decimal(part["after"]),
            Decimal(part["saved"]),
            None if part["saved_percent"] is None else Decimal(part["saved_percent"]),
        )
        for currency, part in of["money"].items()
    }
    return WhatIf(
        of["summary"],
        {one["character"]: one["replacement"] for one in change.get("replace", ())},
        (change["option"], change["value"]) if "option" in change else None,
        of["messages"],
        of["segments"],
        money,
    )


def make(text: str, shown: str, part: str | None = None) -> Report:
    """The report from its JSON object: called from Rust."""
    of = json.loads(text)
    cost = {
        currency: Cost(_range(part["subtotal"]), _range(part["tax"]), _range(part["total"]))
        for currency, part in of["cost"].items()
    }
    savings = of["savings"]
    return Report(
        rows=of["rows"],
        messages=of["messages"],
        segments=of["segments"],
        complete=of["complete"],
        pace=_pace(of["pace"]),
        cost=cost,
        statuses={RowStatus(word): count for word, count in of["statuses"].items()},
        countries=tuple(_slice(part, "country") for part in of["countries"]),
        encodings=tuple(_slice(part, "encoding") for part in of["encodings"]),
        lengths={part["segments"]: part["messages"] for part in of["lengths"]},
        length=_length(of["length"]),
        savings=None if savings is None else tuple(map(_saving, savings)),
        refused_senders=of["refused_senders"]["messages"],
        findings=tuple(map(_finding, of["findings"])),
        _json=text,
        _text=shown,
        _part=part,
    )
