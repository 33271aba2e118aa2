"""The golden prices (core/tests/vectors/rating.jsonl) through Python: texts with a price, campaigns
as records through ``rate``, and those that a list of messages can say through ``Preflight`` too."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT, vectors
from golden_cases import PLAIN_PROFILE, PRICED_NUMBER, card_of_text

import septet
from septet._septet import run_command_line

PLAIN = septet.Vendor.from_json(PLAIN_PROFILE)
# what a message of a campaign says here
SAID = {"to", "country", "mcc", "mnc", "segments", "count", "card"}
ROWS_MAX = 20_000


def cases(kind: str) -> Iterator[dict[str, Any]]:
    return (case for case in vectors("rating.jsonl") if case["kind"] == kind)


def cards(case: dict[str, Any]) -> list[septet.RateCard]:
    return [septet.RateCard.from_json(json.dumps(card)) for card in case["cards"]]


def test_texts_with_a_price() -> None:
    count = 0
    for case in cases("text"):
        check = septet.Preflight(PLAIN, septet.RateCard.from_json(card_of_text(case)))
        found = check.message(PRICED_NUMBER, case["text"])
        expect = case["expect"]
        assert (found.encoding, found.segments) == (expect["encoding"], expect["segments"])
        assert found.cost is not None and found.cost.expected == Decimal(expect["cost"]), case["id"]
        count += 1
    assert count >= 20


def spelled(value: object) -> object:
    """A result as a case spells it: amounts as text without zeros at their end."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, tuple):
        return [spelled(item) for item in value]
    return value


def differing(expected: dict[str, Any], found: object) -> list[str]:
    """Fields of a result that are not as expected."""
    return [
        f"{name}: {spelled(getattr(found, name))} is not {value}"
        for name, value in expected.items()
        if spelled(getattr(found, name)) != value
    ]


def rated(case: dict[str, Any], balance: bool, explain: bool = False) -> septet.Rating:
    """The case as ``rate`` takes it."""
    unknown = set(case["options"]) - {"units_before"}
    if unknown:  # an option that there is not is a keyword that there is not
        raise TypeError(unknown)
    held = case.get("balance")
    return septet.rate(
        case["messages"],
        cards(case),
        at=case.get("at"),
        units_before=case["options"].get("units_before"),
        balance=f"{held['amount']} {held['currency']}" if held and balance else None,
        explain=explain,
    )


def check_rating(case: dict[str, Any]) -> None:
    expect = case["expect"]
    held = expect.get("balance", {})
    fails = "error" in held
    if fails:
        with pytest.raises(septet.SeptetError) as caught:
            rated(case, balance=True)
        assert caught.value.kind == held["error"], case["id"]
    found = rated(case, balance=not fails)
    assert len(found.messages) == len(expect["messages"])
    for expected, message in zip(expect["messages"], found.messages, strict=True):
        assert differing(expected, message) == [], case["id"]
    assert set(found.totals) == set(expect["totals"])
    for currency, total in expect["totals"].items():
        assert differing(total, found.totals[currency]) == [], case["id"]
    whole = {name: expect[name] for name in ("not_priced", "complete", "warnings")}
    assert differing(whole, found) == [], case["id"]
    if not fails:
        assert differing(held, found.balance) == [], case["id"]


def test_campaigns_by_what_is_known_of_their_messages() -> None:
    count = refused = 0
    for case in cases("campaign"):
        expect = case["expect"]
        count += 1
        if "error" not in expect:
            check_rating(case)
            continue
        refused += 1
        if set(case["options"]) - {"units_before"}:
            with pytest.raises(TypeError):
                rated(case, balance=True)
            continue
        with pytest.raises(septet.SeptetError) as caught:
            rated(case, balance=True)
        assert caught.value.kind == expect["error"], case["id"]
    assert (count, refused) == (344, 82)


def command_line(*arguments: str, stdin: str = "") -> str:
    """What the command line prints."""
    out, err = io.StringIO(), io.StringIO()
    status = run_command_line(["septet", *arguments], io.StringIO(stdin), out, err)
    assert (status, err.getvalue()) == (0, "")
    return out.getvalue()


def as_shown(why: septet.Explanation | None) -> object:
    """An explanation as the command line shows it."""
    if why is None:
        return None

    def row(row: septet.ExplainedRow) -> dict[str, object]:
        shown: dict[str, object] = {"id": row.id, "class": row.weight}
        shown |= {"amount": spelled(row.amount), "verdict": str(row.verdict)}
        if row.name is None:
            return shown | {"tier_from": row.tier_from}
        return shown | {"name": row.name, "per": row.per}

    steps = ("base", "base_after_minimum", "fixed_surcharges", "percent_surcharges", "each")
    return {
        "rates": [row(one) for one in why.rates],
        "surcharge_rows": [row(one) for one in why.surcharge_rows],
        "charge_unit": why.charge_unit,
        "tiers": [
            {"id": one.id, "from": one.tier_from, "units": one.units, "price": spelled(one.price)}
            for one in why.tiers
        ],
    } | {name: spelled(getattr(why, name)) for name in steps}


def test_explanations_are_those_of_the_command_line_and_say_what_is_expected() -> None:
    explained = 0
    for case in cases("campaign"):
        expect = case["expect"]
        if "error" in expect or "error" in expect.get("balance", {}):
            continue
        found = rated(case, balance=True, explain=True)
        plain = rated(case, balance=True)
        assert all(one.explanation is None for one in plain.messages)
        record = case | {"options": case["options"] | {"explain": True}}
        shown = json.loads(command_line("rate", "--jsonl", stdin=json.dumps(record)))
        for one, expected, line in zip(
            found.messages, expect["messages"], shown["messages"], strict=True
        ):
            assert differing(expected, one) == [], case["id"]
            why = one.explanation
            assert as_shown(why) == line["explanation"], case["id"]
            if why is None:
                assert one.status is septet.RowStatus.INVALID_NUMBER
                continue
            chosen = septet.RowVerdict.CHOSEN
            names = {row.name for row in why.surcharge_rows if row.verdict is chosen}
            assert names == set(expected.get("surcharges", ())), case["id"]
            assert one.rate is None or one.rate in [
                row.id for row in why.rates if row.verdict is chosen
            ], case["id"]
            if expected.get("count") == 1:
                assert spelled(why.each) == expected["cost"], case["id"]
            explained += 1
    assert explained >= 300, explained


def test_one_message_is_explained_as_by_the_command_line() -> None:
    card, to = ROOT / "examples" / "rates.toml", "+254712123456"
    arguments = ["rate", to, "--rates", str(card), "--at", "2026-11-21", "--segments", "3"]
    said = json.loads(command_line(*arguments, "--count", "40", "--explain", "--json"))
    message: septet.MessageToRate = {"to": to, "country": "KE", "segments": 3, "count": 40}
    [one] = septet.rate([message], card, at="2026-11-21", explain=True).messages
    assert as_shown(one.explanation) == said["explanation"]
    why = one.explanation
    # by hand: 3 units at 0.0195, and 1.5 % of them
    assert why and (why.base, why.each) == (Decimal("0.0585"), Decimal("0.0593775"))
    assert [(tier.id, tier.units) for tier in why.tiers] == [("ke", 3)]


def told(case: dict[str, Any]) -> septet.Report:
    """The case as Python says it."""
    check = septet.Preflight(
        PLAIN, cards(case), at=case.get("at"), units_before=case["options"].get("units_before")
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


def test_campaigns_as_lists_of_messages() -> None:
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


def test_bad_records() -> None:
    card = septet.RateCard.from_json(card_of_text({"charge_unit": "segment", "price": "0.05"}))
    one = {"to": PRICED_NUMBER, "country": "UG"}
    for message, kind, field in (
        (one | {"segmnts": 2}, "field_unknown", "segmnts"),
        (one | {"count": 0}, "count_invalid", "count"),
        (one | {"count": 2**64}, "count_invalid", "count"),
        (one | {"traffic": "spam"}, "traffic_invalid", "traffic"),
        (one | {"card": "other"}, "card_unknown", "card"),
        (one | {"failed": "yes"}, "syntax", "failed"),
    ):
        with pytest.raises(septet.SeptetError) as caught:
            septet.rate([message], card)
        assert (caught.value.kind, caught.value.field) == (kind, field)
    for balance, kind in (
        ("ten USD", "balance_syntax"),
        ("-1 USD", "balance_negative"),
        ("10 EUR", "currency_mismatch"),
    ):
        with pytest.raises(septet.SeptetError) as caught:
            septet.rate([one], card, balance=balance)
        assert caught.value.kind == kind
    with pytest.raises(septet.SeptetError) as caught:
        septet.rate([one], card, explain="yes")  # type: ignore[arg-type]
    assert (caught.value.kind, caught.value.field) == ("syntax", "explain")
    with pytest.raises(TypeError):
        septet.rate([one], 5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        septet.rate([one | {"to": b"+256"}], card)
    assert septet.rate([], card).complete
