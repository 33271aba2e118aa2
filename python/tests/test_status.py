"""Vendors, their answers, rate cards."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, VECTORS

import septet
from septet import Cause, Outcome, Retry, State, Vendor


def record(outcome: Outcome) -> dict[str, Any]:
    return {
        "recognized": outcome.recognized,
        "scope": outcome.scope,
        "state": outcome.state,
        "final": outcome.is_final,
        "success": outcome.success,
        "cause": outcome.cause,
        "retry": outcome.retry,
        "backoff_s": outcome.backoff_s,
        "actor": outcome.actor,
        "billable": outcome.billable,
        "certainty": outcome.certainty,
    }


def answer(one: septet.Answer) -> dict[str, Any]:
    made = record(one.outcome)
    for name in ("code", "group", "name", "description", "detail", "text", "cost", "currency", "balance", "required"):
        if getattr(one, name) is not None:
            made[name] = getattr(one, name)
    if one.reference is not None:
        made["ref"] = one.reference
    if one.to:
        made["to"] = list(one.to)
    return made


def differs(made: Any, expected: Any) -> bool:
    """Whether a key of the expectation is not met; absent keys and null lists are not compared."""
    if isinstance(expected, dict):
        return any(key not in made or differs(made[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(made) != len(expected) or any(map(differs, made, expected))
    return bool(made != expected)


def code(vendor: Vendor, given: dict[str, Any]) -> Outcome:
    def spelled(value: Any) -> Any:
        is_code = isinstance(value, (str, int)) and not isinstance(value, bool)
        return value if is_code or value is None else ""  # else no code in any spelling

    value, group = spelled(given["code"]), spelled(given.get("group"))
    return vendor.decode_status("" if value is None else value, group, given.get("table"))


def event(vendor: Vendor | None, given: dict[str, Any]) -> Outcome:
    if vendor is not None and given.get("key") is None:
        return code(vendor, given)
    return septet.standard_outcome(given["table"], given["key"])


def result(case: dict[str, Any], vendor: Vendor | None) -> dict[str, Any]:
    given = case["input"]
    kind = case["kind"]
    if kind == "merge":
        if "parts" in given:
            parts = [septet.merge_outcomes(event(vendor, e) for e in part) for part in given["parts"]]
            return record(septet.merge_segment_outcomes(parts))
        return record(septet.merge_outcomes(event(vendor, e) for e in given["events"]))
    if kind == "table":
        return record(septet.standard_outcome(given["table"], given["key"]))
    if kind == "receipt":
        tlv = given.get("tlv") or {}
        named = {
            "message_state": tlv.get("message_state"),
            "receipted_message_id": tlv.get("receipted_message_id"),
            "err_table": given.get("err_table"),
        }
        decode = septet.decode_receipt if vendor is None else vendor.decode_receipt
        receipt = decode(given["text"], **named)
        fields = ("id", "stat", "err", "submit_date", "done_date", "ambiguous_date", "offset_min")
        return record(receipt.outcome) | {"fields": {name: getattr(receipt, name) for name in fields}}
    assert vendor is not None
    if kind == "code":
        return record(code(vendor, given))
    if kind == "http":
        return record(vendor.decode_http(given["http_status"], given.get("retry_after")))
    body = vendor.decode_body(given["text"], given.get("http_status"), given.get("retry_after"))
    made = {"list": [answer(one) for one in body.answers]} if body.is_list else answer(body.answers[0])
    return made | {"malformed": body.malformed, "payload": body.payload}


WORDS = (
    *("recognized", "scope", "state", "final", "success", "cause"),
    *("retry", "backoff_s", "actor", "billable", "certainty"),
)
PLAIN: dict[str, Any] = {"true": True, "false": False, "null": None}


def expected(line: list[str]) -> dict[str, Any]:
    """The outcome of a line, and its further keys."""

    def outcome(words: str) -> dict[str, Any]:
        values = [PLAIN.get(w, int(w) if w.isdigit() else w) for w in words.split(" ")]
        return dict(zip(WORDS, values, strict=True))

    first, *items = line[4].split("|")
    made: dict[str, Any] = {}
    if first == "list":
        made = {"list": [outcome(item) for item in items]}
    elif first != "-":
        made = outcome(first)
    return made if line[5] == "-" else made | json.loads(line[5])


def test_golden_statuses() -> None:
    zuri = Vendor.load(ROOT / "core" / "tests" / "profiles" / "zuri.json")
    count, wrong = 0, []
    for text in (VECTORS / "status.tsv").read_text(encoding="utf-8").splitlines():
        line = text.split("\t")
        vendor = None
        if line[1] == "zuri":
            vendor = zuri
        elif line[1] in Vendor.builtin_ids():
            vendor = Vendor(line[1])
        count += 1
        case = {"kind": line[2], "input": json.loads(line[3])}
        if differs(result(case, vendor), expected(line)):
            wrong.append(line[0])
    assert count > 500
    assert wrong == []


def test_codes() -> None:
    vendor = Vendor("msegat")
    assert vendor.decode_status("1060") == vendor.decode_status(1060) == septet.decode_status("msegat", 1060)
    outcome = vendor.decode_status("1060")
    assert (outcome.state, outcome.cause, outcome.retry) == (
        State.REJECTED,
        Cause.INSUFFICIENT_CREDIT,
        Retry.AFTER_FIX,
    )
    unlisted = vendor.decode_status("no such code")
    assert not unlisted.recognized and unlisted.state is State.UNKNOWN and unlisted.is_final is None
    for wrong in (True, 1.0, None, b"1060"):
        with pytest.raises(TypeError):
            vendor.decode_status(wrong)  # type: ignore[arg-type]
    with pytest.raises(septet.StatusError) as caught:
        vendor.decode_status("1060", table="nothing")
    assert (caught.value.kind, caught.value.value) == ("table_unknown", "nothing")


def test_values_pickle_and_hide() -> None:
    vendor = Vendor("msegat")
    outcome = vendor.decode_status("1060")
    assert pickle.loads(pickle.dumps(outcome)) == outcome and len({outcome, outcome}) == 1
    assert pickle.loads(pickle.dumps(vendor)) == vendor
    assert hash(pickle.loads(pickle.dumps(vendor))) == hash(vendor)
    receipt = septet.decode_receipt(b"id:77 stat:DELIVRD err:000 text:secret")
    assert receipt.text == "secret" and "secret" not in repr(receipt)
    assert pickle.loads(pickle.dumps(receipt)) == receipt
    with pytest.raises(AttributeError):
        receipt.id = "78"  # type: ignore[misc]


def test_vendors_are_found_or_refused() -> None:
    assert {"msegat", "msmpusher", "msgine", "macksms"} <= set(Vendor.builtin_ids())
    with pytest.raises(septet.ProfileError) as caught:
        Vendor("nobody")
    assert caught.value.kind == "vendor_unknown"
    with pytest.raises(TypeError):
        Vendor(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        septet.decode_status(5, "1")  # type: ignore[arg-type]


def test_profiles_of_ones_own(tmp_path: Path) -> None:
    text = '{"schema": "septet.profile/1", "id": "mine", "name": "Mine"}'
    vendor = Vendor.from_json(text)
    assert (vendor.id, vendor.name) == ("mine", "Mine")
    toml = tmp_path / "mine.toml"
    toml.write_text('schema = "septet.profile/1"\nid = "mine"\nname = "Mine"\n')
    assert Vendor.load(toml) == vendor == Vendor.from_json(vendor.to_json())
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema": "septet.profile/1",\n "id": "mine", "name": "Mine", "colour": 1}')
    with pytest.raises(septet.SeptetError) as caught:
        Vendor.load(bad)
    assert caught.value.kind == "field_unknown" and caught.value.file == str(bad)
    with pytest.raises(FileNotFoundError) as missing:
        Vendor.load(tmp_path / "absent.json")
    assert missing.value.filename == str(tmp_path / "absent.json")
    with pytest.raises(septet.UsageError):
        Vendor.load(tmp_path / "mine.yaml")


def test_senders_by_a_vendors_rules() -> None:
    verdicts = {"ok_alpha", "ok_e164", "ok_short_code", "ok_numeric", "reserved"}
    checked = Vendor("msgine").check_sender("MyShop")
    assert checked.verdict is septet.SenderVerdict.OK_ALPHA and checked.is_ok
    refused = Vendor("msgine").check_sender("My Shop")
    assert not refused.is_ok and refused.verdict not in verdicts
    with pytest.raises(septet.UsageError):
        Vendor("msgine").check_sender("MyShop", traffic="otp")  # type: ignore[arg-type]


CARD = """#! format = septet-ratecard/1
#! id = mine
#! currency = EUR
record,id,country,price
rate,r1,UG,0.05
"""


def test_rate_cards(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(CARD)
    card = septet.RateCard.load(path)
    assert (card.id, card.currency, card.rate_count, card.has_dates) == ("mine", "EUR", 1, False)
    assert card == septet.RateCard.from_csv(CARD) == pickle.loads(pickle.dumps(card))
    assert card != 5 and hash(card) == hash(septet.RateCard.from_csv(CARD))
    path.write_text(CARD.replace("0.05", "-1"))
    with pytest.raises(septet.SeptetError) as caught:
        septet.RateCard.load(path)
    error = caught.value
    assert error.kind == "price_negative" and error.file == str(path) and error.value == "-1"
    with pytest.raises(FileNotFoundError):
        septet.RateCard.load(tmp_path / "absent.csv")
    with pytest.raises(IsADirectoryError):
        septet.RateCard.load(tmp_path)
    for example in sorted((ROOT / "examples").glob("rates.*")):
        assert septet.RateCard.load(example).rate_count > 0

