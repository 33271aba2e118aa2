"""What an audit found: frozen dataclasses, made by the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from septet._report import RowRef
from septet._shown import Shown
from septet._status_words import AuditReason
from septet._words import RowStatus

__all__ = ["Audit", "AuditFile", "AuditGroup", "Difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFile:
    """One of the two files."""

    name: str
    """What it is called."""
    rows: int
    """Its rows."""
    unreadable: int
    """Rows that cannot be read."""
    unreadable_lines: tuple[int, ...] = ()
    """The first lines of the bill that cannot be read."""
    unreadable_cells: tuple[tuple[int, str, str], ...] = ()
    """Line, field and first characters of a cell for which alone a row of the bill cannot be read."""
    status_unknown: int
    """Rows with a word of state that neither septet nor the vendor's tables know: they count as
    sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A message whose bill is not as expected. The number shows its last four digits."""

    sent: RowRef | None
    """Its row among the sent messages; ``None`` when it was never sent."""
    bill: RowRef | None
    """Its row on the bill; ``None`` when it was not billed."""
    number: str | None
    """The last digits of its number, where they are known."""
    status: RowStatus | None
    """Why it has no expected price, if it has none."""
    expected_parts: int | None
    """Parts that were expected."""
    billed_parts: int | None
    """Parts that were billed."""
    expected: Decimal | None
    """What was expected."""
    billed: Decimal | None
    """What was billed."""
    difference: Decimal | None
    """What was billed too much, or too little where it is negative; ``None`` where it is not
    known."""
    reasons: tuple[AuditReason, ...]
    """Every reason that fits; empty where none does."""
    rate: str | None
    """The rate whose price was billed, where that is not the message's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditGroup:
    """Differences with the same reasons."""

    reasons: tuple[AuditReason, ...]
    """The reasons; empty where they are unknown."""
    ambiguous: bool
    """Whether it cannot be told which of several it is."""
    count: int
    """Messages."""
    money: Decimal
    """What was billed too much and too little, added up."""
    over: Decimal
    """Of it what was billed too much."""
    under: Decimal
    """Of it what was billed too little, as a negative amount."""
    examples: tuple[Difference, ...]
    """Those of most money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(Shown):
    """Sent messages held against a vendor's bill: from ``Preflight.audit``.

    ``str`` is the audit for a person, as the command line prints it; ``to_json`` the one for a
    program (``septet.audit/1``), with the same names.
    """

    sent: AuditFile
    """The sent messages."""
    bill: AuditFile
    """The bill."""
    matched_by: str
    """``"id"``, ``"number_and_text"`` or ``"number"``."""
    currency: str
    """The currency of every amount."""
    expected: Decimal
    """What messages should have cost, as far as they have a price and were compared."""
    expected_unknown: int
    """Messages without a known price."""
    not_compared: int
    """Messages whose row of the bill is in another currency or cannot be read."""
    not_compared_expected: Decimal
    """What those should have cost."""
    billed: Decimal
    """What was billed."""
    difference: Decimal
    """What all differences come to."""
    agreed: int
    """Messages billed as expected."""
    in_several_rows: int
    """Of them those billed in several rows that add up."""
    within_open: int
    """Messages billed as the vendor's rules or an unknown network leave open."""
    within_open_money: Decimal
    """What those were billed over what was most likely."""
    nothing_due: int
    """Messages that cost nothing, or have no known price, and were not billed."""
    differing: int
    """Differences."""
    differences: tuple[AuditGroup, ...]
    """Differences by reasons, most money first."""


def _reasons(words: list[str]) -> tuple[AuditReason, ...]:
    return () if words == ["unknown"] else tuple(map(AuditReason, words))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _row(of: dict[str, int] | None) -> RowRef | None:
    return None if of is None else RowRef(of["row"], of["line"])


def _difference(of: dict[str, Any]) -> Difference:
    return Difference(
        sent=_row(of["sent"]),
        bill=_row(of["bill"]),
        number=of["number"],
        status=None if of["status"] is None else RowStatus(of["status"]),
        expected_parts=of["expected_parts"],
        billed_parts=of["billed_parts"],
        expected=_amount(of["expected"]),
        billed=_amount(of["billed"]),
        difference=_amount(of["difference"]),
        reasons=_reasons(of["reasons"]),
        rate=of["rate"],
    )


def _group(of: dict[str, Any]) -> AuditGroup:
    return AuditGroup(
        reasons=_reasons(of["reasons"]),
        ambiguous=of["ambiguous"],
        count=of["count"],
        money=Decimal(of["money"]),
        over=Decimal(of["over"]),
        under=Decimal(of["under"]),
        examples=tuple(map(_difference, of["examples"])),
    )


def make(text: str, shown: str) -> Audit:
    """The audit from its JSON object: called from Rust."""
    of = json.loads(text)
    cells = of["bill"]["unreadable_cells"]
    bill = of["bill"] | {
        "unreadable_lines": tuple(of["bill"]["unreadable_lines"]),
        "unreadable_cells": tuple((cell["line"], cell["field"], cell["value"]) for cell in cells),
    }
    return Audit(
        sent=AuditFile(**of["sent"]),
        bill=AuditFile(**bill),
        matched_by=of["matched_by"],
        currency=of["currency"],
        expected=Decimal(of["expected"]),
        expected_unknown=of["expected_unknown"],
        not_compared=of["not_compared"]["count"],
        not_compared_expected=Decimal(of["not_compared"]["expected"]),
        billed=Decimal(of["billed"]),
        difference=Decimal(of["difference"]),
        agreed=of["agreed"],
        in_several_rows=of["in_several_rows"],
        within_open=of["within_open"]["count"],
        within_open_money=Decimal(of["within_open"]["money"]),
        nothing_due=of["nothing_due"],
        differing=of["differing"],
        differences=tuple(map(_group, of["differences"])),
        _json=text,
        _text=shown,
    )
