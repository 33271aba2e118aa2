"""Campaigns rated from what is known of their messages, without texts: frozen dataclasses, made by
the engine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any, Literal, TypedDict

from septet._septet import RateCard, rate_record
from septet._status_words import RowVerdict
from septet._words import RowStatus

__all__ = [
    "ExplainedRow",
    "ExplainedTier",
    "Explanation",
    "MessageToRate",
    "RatedBalance",
    "RatedMessage",
    "Rating",
    "RatingTotal",
    "rate",
]


class MessageToRate(TypedDict, total=False):
    """What is known of messages that cost the same: any of these. Absent ones are not known, or
    have the usual value."""

    to: str
    """The number, such as ``"+256701521269"``."""
    country: str | None
    """The country of the destination, such as ``"UG"``."""
    mcc: str | None
    """Its mobile country code."""
    mnc: str | None
    """Its mobile network code."""
    direction: Literal["mt", "mo"] | None
    """To a phone, as usual, or from one."""
    sender_type: Literal["alpha", "long_code", "short_code", "toll_free"] | None
    """The kind of sender."""
    traffic: Literal["otp", "free_otp", "transactional", "promotional"] | None
    """The kind of message."""
    segments: int
    """Segments of each; 1 where it is absent."""
    count: int
    """How many such messages; 1 where it is absent."""
    failed: bool | None
    """Whether they could not be sent."""
    card: str | None
    """The id of their rate card; that of the first where it is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRow:
    """A row of a card that fits a message, and whether it counts: from ``rate`` with ``explain``."""

    id: str
    """Its id."""
    weight: int
    """How specific its destination is (``class`` in JSON): 400 mcc and mnc, 200 and its length for a
    prefix, 150 mcc, 100 country, 0 none."""
    amount: Decimal | None
    """Price or amount; ``None`` for a row that is free or blocked."""
    verdict: RowVerdict
    """Whether it counts, and if not, why."""
    tier_from: int | None = None
    """The unit at which the tier of a rate begins; ``None`` for a surcharge."""
    name: str | None = None
    """The name of a surcharge; ``None`` for a rate."""
    per: Literal["segment", "message", "percent", "failed_message"] | None = None
    """Per what a surcharge is added; ``None`` for a rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTier:
    """Units of a message at the price of one tier."""

    id: str
    """The id of the row."""
    tier_from: int
    """The unit at which the tier begins (``from`` in JSON)."""
    units: int
    """Units of the message in it."""
    price: Decimal
    """The price of one, rounded if the card rounds units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a message costs what it costs: what ``septet rate --explain`` shows. Of messages that cost
    the same, it is about the first."""

    rates: tuple[ExplainedRow, ...]
    """The rates that fit, in the order of the card."""
    surcharge_rows: tuple[ExplainedRow, ...]
    """The surcharges that fit, in the order of the card."""
    charge_unit: Literal["segment", "message"] | None
    """Per what the rate is charged; ``None`` without a cost."""
    tiers: tuple[ExplainedTier, ...]
    """Where the units come from."""
    base: Decimal
    """The sum of the tiers."""
    base_after_minimum: Decimal
    """The base, or the card's minimum where that is more."""
    fixed_surcharges: Decimal
    """The sum of the surcharges that are no percentage."""
    percent_surcharges: Decimal
    """The sum of the others."""
    each: Decimal | None
    """All of it, rounded if the card rounds messages; ``None`` without a cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedMessage:
    """What messages of one kind cost: from ``rate``."""

    status: RowStatus
    """Whether they have a cost, and if not, why. All else is ``None`` or empty then."""
    cost: Decimal | None = None
    """What all of them cost, without tax."""
    cost_min: Decimal | None = None
    """The least they can cost, where a network of the campaign is not known."""
    cost_max: Decimal | None = None
    """The most."""
    each: Decimal | None = None
    """What one costs, where that does not depend on the order."""
    currency: str | None = None
    """The currency of the amounts."""
    rate: str | None = None
    """The id of the rate."""
    surcharges: tuple[str, ...] = ()
    """The names of the surcharges in it."""
    segments: int | None = None
    """Segments of each."""
    units: int | None = None
    """Units of each that are charged."""
    count: int | None = None
    """How many they are."""
    tiers: tuple[int, ...] = ()
    """The tiers they stand in, by the unit each begins at."""
    warnings: tuple[str, ...] = ()
    """What to know about the cost, such as ``"network_unknown_max_used"``."""
    explanation: Explanation | None = None
    """Why; ``None`` unless ``rate`` was asked to explain, and for a number that is none."""


@dataclass(frozen=True, slots=True)
class RatingTotal:
    """What a campaign costs in one currency."""

    subtotal: Decimal
    """Without tax."""
    tax: Decimal
    """The tax."""
    total: Decimal
    """Both together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedBalance:
    """How far a balance reaches."""

    balance: Decimal
    """The balance."""
    required: Decimal
    """What the campaign needs."""
    currency: str
    """The currency of both."""
    sufficient: bool
    """Whether it pays everything."""
    shortfall: Decimal
    """What is missing; 0 where it is enough."""
    affordable_messages: int
    """Messages that it pays, in their order."""
    spent_if_partial: Decimal
    """What these cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a campaign costs: from ``rate``."""

    messages: tuple[RatedMessage, ...]
    """Each entry, in its order."""
    totals: Mapping[str, RatingTotal]
    """What all cost, by currency. Currencies are never added up."""
    not_priced: int
    """Messages without a cost."""
    complete: bool
    """Whether every message has a known cost."""
    warnings: tuple[str, ...]
    """What to know about the costs."""
    balance: RatedBalance | None = None
    """How far the balance reaches; ``None`` where none was given."""


def rate(
    messages: Iterable[MessageToRate | Mapping[str, object]],
    rates: RateCard | str | PathLike[str] | Sequence[RateCard | str | PathLike[str]],
    /,
    *,
    at: date | str | None = None,
    units_before: Mapping[str, int] | None = None,
    balance: str | None = None,
    explain: bool = False,
) -> Rating:
    """Rates messages by what is known of them: number, country, network, segments, count. The texts
    are not needed, and no number is looked up: a price by country needs ``country``.

    ``rates``, ``at`` and ``units_before`` are as for ``Preflight``; ``balance``, such as
    ``"500 USD"``, is held against the whole. What depends on the order follows that of the messages.

    >>> card = septet.RateCard.from_csv(
    ...     "#! format = septet-ratecard/1\\n#! id = mine\\n#! currency = USD\\n"
    ...     "record,id,country,price\\nrate,ug,UG,0.05\\n"
    ... )
    >>> message = {"to": "+256701521269", "country": "UG", "segments": 2, "count": 100}
    >>> rating = septet.rate([message], card)
    >>> rating.totals["USD"].total, rating.messages[0].rate
    (Decimal('10'), 'ug')

    ``explain`` adds why: the rows that fit and whether they count, the tiers, and every step.

    >>> why = septet.rate([message], card, explain=True).messages[0].explanation
    >>> [(row.id, str(row.verdict)) for row in why.rates], why.base, why.each
    ([('ug', 'chosen')], Decimal('0.1'), Decimal('0.1'))

    Raises RateCardError with the kind of the first mistake; UsageError for a field that there is not.
    """
    record: dict[str, Any] = {"messages": [dict(message) for message in messages]}
    record["options"] = {"units_before": dict(units_before or {}), "explain": explain}
    if at is not None:
        if not isinstance(at, (str, date)):
            raise TypeError(f"at must be a date, a datetime or text, not {type(at).__name__}")
        record["at"] = at if isinstance(at, str) else at.isoformat()
    if balance is not None:
        if not isinstance(balance, str):
            raise TypeError(f"balance must be text such as '500 USD', not {type(balance).__name__}")
        amount, _, currency = balance.partition(" ")
        record["balance"] = {"amount": amount, "currency": currency}
    answer = json.loads(rate_record(rates, json.dumps(record)))
    return Rating(
        messages=tuple(map(_message, answer["messages"])),
        totals={
            currency: RatingTotal(**{name: Decimal(text) for name, text in total.items()})
            for currency, total in answer["totals"].items()
        },
        not_priced=answer["not_priced"],
        complete=answer["complete"],
        warnings=tuple(answer["warnings"]),
        balance=_balance(answer.get("balance")),
    )


def _decimals(of: dict[str, Any], *names: str) -> dict[str, Any]:
    return of | {name: Decimal(of[name]) for name in names if of.get(name) is not None}


def _message(of: dict[str, Any]) -> RatedMessage:
    known = _decimals(of, "cost", "cost_min", "cost_max", "each")
    lists = {name: tuple(of.get(name, ())) for name in ("surcharges", "tiers", "warnings")}
    status, why = RowStatus(of["status"]), _explanation(of.get("explanation"))
    return RatedMessage(**(known | lists | {"status": status, "explanation": why}))


def _explanation(of: dict[str, Any] | None) -> Explanation | None:
    if of is None:
        return None
    steps = ("base", "base_after_minimum", "fixed_surcharges", "percent_surcharges", "each")
    rows = {name: tuple(map(_row, of[name])) for name in ("rates", "surcharge_rows")}
    return Explanation(**(_decimals(of, *steps) | rows | {"tiers": tuple(map(_tier, of["tiers"]))}))


def _row(of: dict[str, Any]) -> ExplainedRow:
    named = _decimals(of, "amount") | {"verdict": RowVerdict(of["verdict"]), "weight": of["class"]}
    del named["class"]  # a keyword of Python
    return ExplainedRow(**named)


def _tier(of: dict[str, Any]) -> ExplainedTier:
    named = _decimals(of, "price") | {"tier_from": of["from"]}
    del named["from"]  # another one
    return ExplainedTier(**named)


def _balance(of: dict[str, Any] | None) -> RatedBalance | None:
    if of is None:
        return None
    return RatedBalance(**_decimals(of, "balance", "required", "shortfall", "spent_if_partial"))
