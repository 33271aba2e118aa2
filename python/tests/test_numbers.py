"""Numbers and senders."""

from __future__ import annotations

import copy
import gzip
import json
import pickle
from datetime import date

import pytest
from conftest import VECTORS
from hypothesis import given
from hypothesis import strategies as st

import septet


@given(st.integers(min_value=100, max_value=10**15 - 1))
def test_a_key_and_its_number_are_the_same(key: int) -> None:
    number = septet.E164.from_key(key)
    assert number.key == key
    assert str(number) == f"+{key}"
    assert septet.E164(str(number)) == number
    assert number.digits == str(key)
    assert number.digits.startswith(str(number.calling_code))


@given(st.text())
def test_any_text_is_a_number_or_an_error(text: str) -> None:
    try:
        number = septet.E164(text)
    except (septet.NumberError, UnicodeEncodeError):
        return
    assert str(number) == text


def test_numbers_are_keys_that_sort() -> None:
    first, second = septet.E164("+256701521269"), septet.E164("+447911123456")
    assert {first: 1}[septet.E164("+256701521269")] == 1
    assert sorted([second, first]) == [first, second]
    assert first != "+256701521269"
    with pytest.raises(TypeError):
        first < "+44"  # type: ignore[operator]


def test_numbers_are_masked_where_they_might_be_logged() -> None:
    number = septet.E164("+256701521269")
    assert repr(number) == "E164(+********1269)"
    assert "70152" not in repr(septet.parse_number("+256701521269"))


def test_numbers_are_frozen_and_pickle() -> None:
    number = septet.E164("+2250700000001")
    with pytest.raises(AttributeError):
        number.key = 5  # type: ignore[misc]
    for again in (pickle.loads(pickle.dumps(number)), copy.copy(number)):
        assert again == number and hash(again) == hash(number)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("+12", "not_a_number"), ("+1234567890123456", "number_too_long"), ("", "not_a_number")],
)
def test_refused_numbers_say_why(text: str, kind: str) -> None:
    with pytest.raises(septet.NumberError) as caught:
        septet.E164(text)
    assert caught.value.kind == kind


def test_keys_out_of_range() -> None:
    for key in (0, 99, 10**15):
        with pytest.raises(septet.NumberError):
            septet.E164.from_key(key)
    for key in (-1, 2**64):
        with pytest.raises(OverflowError):
            septet.E164.from_key(key)


def test_a_region_is_two_letters() -> None:
    with pytest.raises(septet.UsageError) as caught:
        septet.parse_number("0701521269", "Uganda")
    assert (caught.value.field, caught.value.value) == ("region", "Uganda")


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("MyShop", septet.SenderKind.ALPHANUMERIC, "MyShop"),
        ("256701521269", septet.SenderKind.NUMBER, "+256701521269"),
        ("80800", septet.SenderKind.SHORT_CODE, "80800"),
    ],
)
def test_senders(text: str, kind: septet.SenderKind, written: str) -> None:
    sender = septet.SenderId(text)
    assert sender.kind is kind
    assert str(sender) == written
    assert pickle.loads(pickle.dumps(sender)) == sender
    assert (sender.number is not None) == (kind is septet.SenderKind.NUMBER)


def test_refused_senders_say_why() -> None:
    for text, kind in [("", "sender_empty"), ("Łódź", "sender_not_gsm7"), ("x" * 12, "sender_too_long")]:
        with pytest.raises(septet.SenderError) as caught:
            septet.SenderId(text)
        assert caught.value.kind == kind


def test_senders_on_the_air() -> None:
    """3GPP TS 23.040, 9.1.2.5: a number's digits two in an octet, a word in septets."""
    number = septet.SenderId("+447798765431")
    assert number.address.hex() == "0c91447789674513"
    assert septet.SenderId.from_address(number.address + b"more") == number
    assert septet.SenderId("12345").address[:1] == b"\x05"
    word = septet.SenderId("MyShop")
    assert septet.SenderId.from_address(word.address) == word and word.address[1] == 0xD0
    for bad in (b"", b"\x0c\x91\x44", bytes(12)):
        with pytest.raises(septet.SenderError):
            septet.SenderId.from_address(bad)


def test_what_is_published_of_senders() -> None:
    """As core/data/senders/advice.csv has it: GOV.UK Notify's list."""
    egypt = septet.sender_advice("+201001234567")
    assert egypt is not None and (egypt.prefix, egypt.countries) == (20, ("Egypt",))
    assert egypt.alphanumeric is septet.SenderSupport.REGISTRATION
    assert egypt.delivery_reports is septet.DeliveryReports.YES
    assert "MIT" in egypt.source
    assert septet.sender_advice(septet.E164("+201001234567")) == septet.sender_advice("EG") == egypt
    # the longest prefix counts, and the country whose own it is
    bahamas = septet.sender_advice("+12425550123")
    assert bahamas is not None and bahamas.countries == ("Bahamas",)
    assert septet.sender_advice("BS") == bahamas
    assert septet.sender_advice("+999123456") is None
    with pytest.raises(septet.UsageError) as caught:
        septet.sender_advice("ZZ")
    assert caught.value.field == "destination"
    with pytest.raises(TypeError):
        septet.sender_advice(201001234567)  # type: ignore[arg-type]


def test_advice_grows_old() -> None:
    advice = septet.sender_advice("EG")
    assert advice is not None
    read = advice.as_of
    for today, is_stale in (
        (read, False),
        (read.replace(year=read.year + 1), False),
        (read.replace(year=read.year + 1, day=read.day + 1), True),
        (read.replace(year=read.year + 1, month=read.month + 1, day=1), True),
        (read.replace(year=read.year + 2, month=1, day=1), True),
    ):
        assert advice.is_stale(today) is is_stale


def test_the_finding_on_senders() -> None:
    check = septet.Preflight("msgine", sender="Kito", at="2026-11-21")
    report = check.rows([("+256772000001", "hello"), ("+4915123456789", "hello")])
    [advised] = report.sender_advice
    assert (advised.sender_type, advised.prefix, advised.messages) == ("alpha", 256, 1)
    uganda = septet.sender_advice("UG")
    assert uganda is not None and advised.support is uganda.alphanumeric
    assert advised.is_stale is uganda.is_stale(date(2026, 11, 21))


def test_golden_numbers() -> None:
    """libphonenumber's verdicts, as its Python port gives them."""
    count = 0
    with gzip.open(VECTORS / "numbers.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            given, region, _, parse, *verdict = line.rstrip("\n").split("\t")
            text = json.loads(given)
            count += 1
            try:
                number = septet.parse_number(text, region or None)
            except septet.NumberError as error:
                assert parse != "ok", (text, error.kind)
                continue
            made = [
                str(number),
                str(number.calling_code),
                number.region or "",
                number.kind.value,
                number.possible.value,
                number.national,
                number.international,
                number.extension or "",
            ]
            assert parse == "ok" and made == verdict, text
    assert count > 10_000


def test_golden_short_numbers() -> None:
    count = 0
    with gzip.open(VECTORS / "short_numbers.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            region, digits, *verdict = line.rstrip("\n").split("\t")
            found = septet.short_number(digits, region)
            assert found is not None
            flags = (found.is_valid, found.is_emergency, found.is_carrier_specific, found.is_sms_service)
            assert [*(str(int(flag)) for flag in flags), found.cost.value] == verdict, line
            count += 1
    assert count > 1000
    assert septet.short_number("1a2", "DE") is None
    with pytest.raises(septet.UsageError):
        septet.short_number("112", "Germany")


def test_what_a_number_means_for_messages() -> None:
    """By kind as core/data/numbering/sms.tsv has it; satellites as the list of E.164 codes."""
    mobile = septet.parse_number("+256772123456")
    assert (mobile.sms, mobile.billing_risk) == (septet.SmsReach.LIKELY, None)
    assert mobile.sms_reason and mobile.is_portable is not None
    fixed = septet.parse_number("+390612345678")
    assert fixed.kind is septet.NumberKind.FIXED_LINE and fixed.sms is not septet.SmsReach.LIKELY
    assert septet.parse_number("+881612345678").billing_risk is septet.BillingRisk.SATELLITE
    assert septet.parse_number("+449098790000").billing_risk is septet.BillingRisk.PREMIUM
    assert septet.parse_number("+442087654321 ext. 12").sms is septet.SmsReach.NO


def test_golden_senders() -> None:
    golden = json.loads((VECTORS / "senders.json").read_text(encoding="utf-8"))
    head = {"schema": "septet.profile/1", "name": "rules"}
    vendors = {
        name: septet.Vendor.from_json(json.dumps(head | {"id": f"v_{name}", "sender": rules}))
        for name, rules in golden["rules"].items()
    }
    count = 0
    for sender, *verdicts in golden["cases"]:
        for name, verdict in zip(golden["verdicts in the order of"], verdicts, strict=True):
            count += 1
            assert vendors[name].check_sender(sender).verdict.value == verdict, (sender, name)
    assert count > 400
