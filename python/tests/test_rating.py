"""The golden prices (core/tests/vectors/rating.jsonl) through Python: texts with a price, and
campaigns as lists of messages whose texts have the segments of the case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from conftest import vectors

import septet

PLAIN = septet.Vendor.from_json('{"schema": "septet.profile/1", "id": "v_plain", "name": "plain"}')
# what a message of a campaign says here; a case with more is the command line's: septet rate --jsonl
SAID = {"to", "country", "mcc", "mnc", "segments", "count", "card"}
ROWS_MAX = 20_000


def cases(kind: str) -> Iterator[dict[str, Any]]:
    return (case for case in vectors("rating.jsonl") if case["kind"] == kind)


def test_texts_with_a_price() -> None:
    count = 0
    for case in cases("text"):
        card = {
            "format": "septet-ratecard/1",
            "id": "c",
            "currency": "USD",
            "default_charge_unit": case["charge_unit"],
            "max_segments": 255,
            "rates": [{"id": "a", "country": "UG", "price": case["price"]}],
        }
        check = septet.Preflight(PLAIN, septet.RateCard.from_json(json.dumps(card)))
        found = check.message("+256701521269", case["text"])
        expect = case["expect"]
        assert (found.encoding, found.segments) == (expect["encoding"], expect["segments"])
        assert found.cost is not None and found.cost.expected == Decimal(expect["cost"]), case["id"]
        count += 1
    assert count >= 20


def told(case: dict[str, Any]) -> septet.Report:
    """The case as Python says it."""
    cards = [septet.RateCard.from_json(json.dumps(card)) for card in case["cards"]]
    check = septet.Preflight(
        PLAIN, cards, at=case.get("at"), units_before=case["options"].get("units_before")
    )

    def row(message: dict[str, Any]) -> dict[str, str]:
        segments = message.get("segments", 1)
        text = "a" * (160 if segments == 1 else 153 * segments)
        named = {name: message[name] for name in ("to", "country", "mcc", "mnc", "card") if name in message}
        return named | {"text": text}

    return check.rows(
        row(message) for message in case["messages"] for _ in range(message.get("count", 1))
    )


def is_told(case: dict[str, Any]) -> bool:
    """Whether a list of messages can say the case: prices by the country of each, or by none."""
    messages = case["messages"]
    return (
        set().union(*map(set, messages)) <= SAID
        and set(case["options"]) <= {"units_before"}
        and all("country" in one and one.get("segments", 1) <= 255 for one in messages)
        and sum(one.get("count", 1) for one in messages) <= ROWS_MAX
    )


def test_campaigns() -> None:
    costs = errors = 0
    for case in filter(is_told, cases("campaign")):
        expect = case["expect"]
        if "error" in expect:
            with pytest.raises(septet.SeptetError) as caught:
                told(case)
            assert caught.value.kind == expect["error"], case["id"]
            errors += 1
            continue
        report = told(case)
        totals = {
            currency: {name: Decimal(total[name]) for name in ("subtotal", "tax", "total")}
            for currency, total in expect["totals"].items()
        }
        found = {
            currency: {name: getattr(cost, name).expected for name in ("subtotal", "tax", "total")}
            for currency, cost in report.cost.items()
        }
        assert found == totals, case["id"]
        costs += 1
    assert costs >= 80 and errors >= 40, (costs, errors)
