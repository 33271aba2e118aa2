"""A campaign under several vendors and rate cards: frozen dataclasses, made by the engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from septet._report import Cost, make_cost
from septet._shown import Shown
from septet._words import Severity

__all__ = ["Compared", "Comparison"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The campaign under one vendor and rate card."""

    vendor: str
    """The vendor's id."""
    card: str | None
    """The rate card's id; ``None`` where there was none."""
    currency: str | None
    """The card's currency."""
    rank: int | None
    """Its place among those of its currency, from 1; ``None`` without a price for anything."""
    cost: Cost | None
    """What the campaign costs; ``None`` without a price for anything."""
    messages: int
    """Messages that can be sent."""
    segments: int
    """Their segments."""
    not_priced: int
    """Rows without a cost."""
    complete: bool
    """Whether every message that can be sent has a known cost."""
    findings: Mapping[Severity, int]
    """How often something was found, by severity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Shown):
    """One campaign under several vendors and rate cards: from ``compare``.

    ``str`` is the table for a person, as the command line prints it; ``to_json`` the one for a
    program (``septet.compare/1``), with the same names.
    """

    input: str
    """What the campaign's file is called."""
    rows: int
    """Its rows."""
    mixed_currencies: bool
    """Whether there are costs in several currencies, which are not ranked against each other."""
    compared: tuple[Compared, ...]
    """By currency, then those that leave fewest rows without a price, then the cheapest."""


def _compared(of: dict[str, Any]) -> Compared:
    cost = None if of["cost"] is None else make_cost(of["cost"])
    findings = {Severity(word): count for word, count in of["findings"].items()}
    return Compared(**(of | {"cost": cost, "findings": findings}))


def make(text: str, shown: str) -> Comparison:
    """The comparison from its JSON object: called from Rust."""
    of = json.loads(text)
    return Comparison(
        input=of["input"],
        rows=of["rows"],
        mixed_currencies=of["mixed_currencies"],
        compared=tuple(map(_compared, of["compared"])),
        _json=text,
        _text=shown,
    )
