"""Exceptions: classes by stage, attributes, pickling, and what is refused at the border."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import septet
from septet import _errors


def test_an_error_carries_its_parts() -> None:
    with pytest.raises(septet.NumberError) as caught:
        septet.E164("0701521269")
    error = caught.value
    assert error.kind == "not_a_number"
    assert error.number == 300
    assert error.message in str(error)
    assert error.field is None and error.line is None and error.details == {}
    assert isinstance(error, septet.SeptetError) and isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("number", "error_class"),
    [
        (1, septet.UsageError),
        (99, septet.UsageError),
        (100, septet.TextError),
        (205, septet.ReassemblyError),
        (300, septet.NumberError),
        (350, septet.SenderError),
        (400, septet.MoneyError),
        (549, septet.RateCardError),
        (550, septet.ProfileError),
        (600, septet.StatusError),
        (699, septet.PreflightError),
        (700, septet.CampaignError),
        (802, septet.BoundaryError),
        (9999, septet.SeptetError),
    ],
)
def test_blocks_of_numbers_have_their_class(
    number: int, error_class: type[septet.SeptetError]
) -> None:
    assert type(_errors.make("text", "kind", number, "text")) is error_class


def test_errors_pickle_and_copy_whole() -> None:
    error = septet.RateCardError(
        "a.csv:3: price_zero: price = \"0\": say free",
        "price_zero",
        460,
        "say free",
        field="price",
        value="0",
        file="a.csv",
        line=3,
        details={"segments": 2},
    )
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(again) is septet.RateCardError
        assert vars(again) == vars(error)
        assert str(again) == str(error)


@pytest.mark.parametrize("wrong", [None, 12, b"+256701521269", ["+256701521269"], 1.5])
def test_wrong_types_are_type_errors(wrong: Any) -> None:
    for function in (septet.E164, septet.SenderId, septet.parse_number):
        with pytest.raises(TypeError):
            function(wrong)


def test_a_lone_surrogate_is_no_text() -> None:
    for function in (septet.E164, septet.SenderId, septet.parse_number):
        with pytest.raises(UnicodeEncodeError):
            function("+2567015\ud83d")
