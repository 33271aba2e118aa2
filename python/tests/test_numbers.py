"""Numbers and senders."""

from __future__ import annotations

import copy
import gzip
import json
import pickle

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
