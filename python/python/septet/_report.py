"""What preflight says: frozen dataclasses, made by the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from septet._status_words import FindingCode
from septet._words import (
    Encoding,
    NumberKind,
    RowStatus,
    SenderSupport,
    SenderVerdict,
    Severity,
)

if TYPE_CHECKING:
    from septet._septet import E164

__all__ = [
    "AdvisedSenders",
    "Balance",
    "Budget",
    "Cost",
    "DocumentFinding",
    "Finding",
    "InputFile",
    "Length",
    "Pace",
    "PacedLimit",
    "Part",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedSenders:
    """Messages whose sender their destination may not take, as one vendor publishes it: those of one
    kind of sender in one destination."""

    sender_type: str
    """``"alpha"``, ``"long_code"`` or ``"short_code"``."""
    prefix: int
    """The first digits of the numbers it is about."""
    countries: tuple[str, ...]
    """Their countries."""
    support: SenderSupport
    """What is published of such senders."""
    note: str
    """More, separated by ``"; "``; may be empty."""
    source: str
    """Who publishes it, and under what licence."""
    as_of: date
    """When it was read."""
    is_stale: bool | None
    """Whether the time of sending is more than a year after that; ``None`` without a time."""
    messages: int
    """How many."""


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
class InputFile:
    """A file that a report was made from, so that it can be made again."""

    role: str
    """``"campaign"``, ``"profile"``, ``"rates"`` or ``"suppression"``."""
    name: str
    """What it was called; of a profile that comes with septet its id."""
    sha256: str
    """SHA-256 of its octets, in hexadecimal digits."""
    octets: int
    """Its length."""
    unreadable: int = 0
    """Of a suppression list: rows that are no number, and so keep nobody from a message."""
    unreadable_lines: tuple[int, ...] = ()
    """The lines of the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Funds:
    currency: str
    """The currency of all amounts here."""
    required: Decimal
    """What the campaign costs."""
    shortfall: Decimal
    """What is missing; 0 where it is enough."""
    affordable_messages: int
    """Messages that it pays, in the order of the list."""
    spent_if_partial: Decimal
    """What these cost."""
    stops_at: RowRef | None
    """The first row that it does not pay; ``None`` where it pays all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(_Funds):
    """How far the money in the account reaches."""

    balance: Decimal
    """What the account has."""
    sufficient: bool
    """Whether it pays everything."""
    policy: str
    """What the vendor does with a list that costs more: ``"all_or_nothing"``, ``"partial"``, or
    ``"unspecified"`` where its document does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(_Funds):
    """How far the money reaches that may be spent."""

    budget: Decimal
    """What may be spent."""
    exceeded: bool
    """Whether the campaign costs more."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a campaign will become and cost, and what is wrong with it.

    ``str`` is the report for a person, as the command line prints it; ``to_json`` the one for a
    program, with the same names; ``to_html`` a page that stands alone, which notebooks show.
    """

    input: str
    """What the campaign's file is called; ``"rows"`` of a list."""
    inputs: tuple[InputFile, ...]
    """Every file it was made from: campaign, profile, cards, numbers not to be written to."""
    vendor: str
    """The vendor's id."""
    rates: tuple[tuple[str, str], ...]
    """Id and currency of each rate card."""
    at: str | None
    """The time of sending, RFC 3339; ``None`` where none was given."""
    blank_lines: int
    """Lines of nothing in the file, which are no rows."""
    within_part: tuple[FindingCode, ...]
    """Findings that were looked for within each of several parts only."""
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
    balance: Balance | None
    """How far the balance reaches; ``None`` where none was given."""
    budget: Budget | None
    """How far the budget reaches; ``None`` where none was given."""
    findings: tuple[Finding, ...]
    """What was found: errors first, then the most frequent."""
    sender_advice: tuple[AdvisedSenders, ...]
    """Senders that a destination may not take, the most messages first."""
    _json: str = field(repr=False)
    _text: str = field(repr=False)
    _html: str = field(repr=False)
    _part: str | None = field(repr=False, compare=False)

    def merge(self, *others: Report, by_recipient: bool = False) -> Report:
        """The report of a campaign whose parts are this report and ``others``: see ``merge``.

        >>> check = septet.Preflight("msgine")
        >>> halves = [check.rows([(to, "hello")]) for to in ("+256701521269", "+256701521270")]
        >>> halves[0].merge(halves[1]).messages
        2
        """
        return merge((self, *others), by_recipient=by_recipient)

    def to_part(self) -> str:
        """What was counted, as a part of a campaign (``septet.part/1``) at place 0.

        >>> report = septet.Preflight("msgine").rows([("+256701521269", "hello")])
        >>> "septet.part/1" in report.to_part()
        True
        """
        if self._part is None:
            raise ValueError("this report holds no counts")
        return self._part

    def to_json(self) -> str:
        """The report as one JSON object, ``septet.report/1``.

        >>> report = septet.Preflight("msgine").rows([("+256701521269", "hello")])
        >>> "septet.report/1" in report.to_json()
        True
        """
        return self._json

    def to_html(self) -> str:
        """The report as one HTML page: no network and no script are needed to read it.

        >>> septet.Preflight("msgine").rows([("+256701521269", "hello")]).to_html()[:15]
        '<!DOCTYPE html>'
        """
        return self._html

    _repr_html_ = to_html

    def __str__(self) -> str:
        return self._text

    def __reduce__(self) -> tuple[Any, ...]:
        return make, (self._json, self._text, self._html, self._part)


@dataclass(frozen=True, slots=True)
class Part:
    """What was counted of a part of a campaign: from ``Preflight.part``, for ``merge``. It can be
    pickled, or written to a file and merged by the command line.

    >>> part = septet.Preflight("msgine").part([("+256701521269", "hello")])
    >>> septet.merge([part]).rows
    1
    """

    _text: str = field(repr=False)

    def to_part(self) -> str:
        """The part as text (``septet.part/1``)."""
        return self._text


def _range(of: dict[str, str]) -> Range:
    return Range(Decimal(of["min"]), Decimal(of["expected"]), Decimal(of["max"]))


def _slice(of: dict[str, Any], key: str) -> Slice:
    cost = {currency: _range(part) for currency, part in of["cost"].items()}
    return Slice(of[key], of["messages"], of["segments"], cost)


def _input(of: dict[str, Any]) -> InputFile:
    return InputFile(**{**of, "unreadable_lines": tuple(of.get("unreadable_lines", ()))})


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
        tuple(map(_row, of["first"])),
        {currency: Decimal(text) for currency, text in of["money"].items()},
        of["condition"],
        tuple(DocumentFinding(part["id"], part["gap"], part["says"]) for part in of["documents"]),
    )


def _advised(of: dict[str, Any]) -> AdvisedSenders:
    return AdvisedSenders(
        sender_type=of["sender_type"],
        prefix=of["prefix"],
        countries=tuple(of["countries"].split("|")),
        support=SenderSupport(of["support"]),
        note=of["note"],
        source=of["source"],
        as_of=date.fromisoformat(of["as_of"]),
        is_stale=of["stale"],
        messages=of["messages"],
    )


def merge(
    reports: Iterable[Report | Part | str | PathLike[str]], /, *, by_recipient: bool = False
) -> Report:
    """The report of a whole campaign from those of its parts, in the order of the campaign: reports,
    parts, or files as ``septet preflight --part`` or ``to_part`` makes them.

    It is the one that the whole would have given, whatever machines judged the parts: a report can
    be pickled and merged elsewhere. Duplicates and floods are those within each part, unless
    ``by_recipient`` says that all messages to a recipient stand in one. Parts under other rates,
    options or versions are refused (``part_mismatch``), and so are parts under a card with
    graduated tiers that were judged without the ``counts`` of the others
    (``needs_units_before``): see ``Preflight.part``.

    >>> check = septet.Preflight("msgine")
    >>> lists = [[("+256701521269", "hello")], [("+256701521270", "hello")]]
    >>> septet.merge(check.rows(rows) for rows in lists).messages
    2
    """
    from septet._septet import merge_parts

    def part(of: Report | Part | str | PathLike[str]) -> str:
        return of.to_part() if isinstance(of, (Report, Part)) else Path(of).read_text(encoding="utf-8")

    return merge_parts([part(report) for report in reports], by_recipient)


def _row(of: dict[str, int]) -> RowRef:
    return RowRef(of["row"], of["line"])


def _funds(of: dict[str, Any]) -> dict[str, Any]:
    """What balance and budget have in common."""
    return {
        "currency": of["currency"],
        "required": Decimal(of["required"]),
        "shortfall": Decimal(of["shortfall"]),
        "affordable_messages": int(of["affordable_messages"]),
        "spent_if_partial": Decimal(of["spent_if_partial"]),
        "stops_at": None if of["stops_at"] is None else _row(of["stops_at"]),
    }


def _balance(of: dict[str, Any] | None) -> Balance | None:
    if of is None:
        return None
    known = {"balance": Decimal(of["balance"]), "sufficient": of["sufficient"]}
    return Balance(policy=of["policy"], **known, **_funds(of))


def _budget(of: dict[str, Any] | None) -> Budget | None:
    if of is None:
        return None
    return Budget(budget=Decimal(of["budget"]), exceeded=of["exceeded"], **_funds(of))


def _length(of: dict[str, Any] | None) -> Length | None:
    if of is None:
        return None
    return Length(of["min"], of["typical"], of["max"], tuple(map(_row, of["longest"])))


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


def make_cost(of: dict[str, Any]) -> Cost:
    """A cost from its JSON object."""
    return Cost(_range(of["subtotal"]), _range(of["tax"]), _range(of["total"]))


def make(text: str, shown: str, page: str, part: str | None = None) -> Report:
    """The report from its JSON object: called from Rust."""
    of = json.loads(text)
    cost = {currency: make_cost(part) for currency, part in of["cost"].items()}
    savings = of["savings"]
    return Report(
        input=of["input"],
        inputs=tuple(map(_input, of["inputs"])),
        vendor=of["vendor"]["id"],
        rates=tuple((card["id"], card["currency"]) for card in of["rates"]),
        at=of["at"],
        blank_lines=of["blank_lines"],
        within_part=tuple(map(FindingCode, of["within_part"])),
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
        balance=_balance(of["balance"]),
        budget=_budget(of["budget"]),
        findings=tuple(map(_finding, of["findings"])),
        sender_advice=tuple(map(_advised, of["sender_advice"])),
        _json=text,
        _text=shown,
        _html=page,
        _part=part,
    )
