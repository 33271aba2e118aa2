"""Every public class: frozen, with a repr that hides numbers and texts, equal to its like, hashable
where it is a value, and whole after pickle and copy; or a reason why it is not."""

from __future__ import annotations

import copy
import enum
import inspect as python_inspect
import pickle
import random
import typing
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import septet

TO = "+256701521269"
SECRET = "Mountain 4711"
AUDIT = ROOT / "campaign" / "tests" / "audit"


def samples(place: Path) -> dict[str, Any]:
    """One object of every public class, made as a user makes it."""
    check = septet.Preflight(
        "msgine", ROOT / "examples" / "rates.csv", sender="Kito", at="2026-11-21"
    )
    path = place / "list.csv"
    curly = f"It’s {SECRET} " + "a" * 66
    path.write_text(f"to,text\n{TO},{curly}\n{TO},{curly}\n{TO},{SECRET}\n12,a\n", encoding="utf-8")
    report = check.file(path, balance="0.05 USD", budget="1 USD")
    columns = {"id": "message_id", "to": "msisdn", "parts": "segments", "price": "total"}
    audit = septet.Preflight("msgine", AUDIT / "card.json").audit(
        AUDIT / "sent.csv", AUDIT / "bill.csv", bill_columns=columns
    )
    segments = septet.split("a" * 161, reference_number=7)
    message = septet.reassemble([("+4479111" + "23456", one.user_data) for one in segments])[0]
    vendor = septet.Vendor("msgine")
    said = [one for one in report.findings if one.documents]
    kind: septet.MessageToRate = {"to": TO, "country": "UG", "count": 3}
    rating = septet.rate(
        [kind], ROOT / "examples" / "rates.csv", at="2026-11-21", balance="1 USD", explain=True
    )
    why = rating.messages[0].explanation
    assert why
    assert report.savings and report.balance and report.length and report.pace and said
    body = septet.Vendor("msegat").decode_body('{"code":"1060","message":"x"}')
    made: list[Any] = [
        *(check, report, audit, message, vendor, body, septet.TextOptions(languages="tr")),
        *(septet.RateCard.load(ROOT / "examples" / "rates.csv"), septet.E164(TO)),
        *(septet.parse_number(TO), septet.SenderId("MyShop"), septet.LanguagePair(1, 1)),
        *(septet.inspect(SECRET), segments[0], segments[0].user_data),
        *(septet.split_data(bytes(200), reference_number=1)[0], vendor.check_sender("MyShop")),
        *(septet.replacements("It’s " + "a" * 70, substitute="septet")[0],),
        *(septet.offending("It’s")[0], septet.decode_status("msegat", "1060"), body.answers[0]),
        *(septet.decode_receipt("id:1 stat:DELIVRD"), check.message(TO, SECRET)),
        *(report.inputs[0], report.balance, report.budget, report.length, report.pace),
        *(report.pace.limits[0], report.countries[0], report.cost["USD"], report.findings[0]),
        *(report.cost["USD"].total, report.findings[0].first_rows[0], said[0].documents[0]),
        *(report.savings[0], report.savings[0].money["USD"], audit.sent, audit.differences[0]),
        *(audit.differences[0].examples[0], comparison := septet.compare(path, [check])),
        *(comparison.compared[0], septet.Reassembly(), septet.count_batch([SECRET])),
        *(septet.count_batch([SECRET])["units"], septet.count_batch(Stream(), column="error")),
        check.batch(Stream(), columns={"to": "error", "text": "error"}),
        *(check.part(path), septet.sender_advice(TO), report.sender_advice[0]),
        septet.short_number("112", "DE"),
        *(rating, rating.messages[0], rating.totals["USD"], rating.balance),
        *(why, why.rates[0], why.tiers[0]),
    ]
    return {type(one).__name__: one for one in made}


class Stream:
    """A stream of one table, without any Arrow library: the columns of a count."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return septet.count_batch([SECRET]).__arrow_c_stream__()


CLASSES = sorted(
    name
    for name in septet.__all__
    if isinstance(getattr(septet, name), type)
    and not typing.is_typeddict(getattr(septet, name))  # of what is given, not of what is made
    and not issubclass(getattr(septet, name), (enum.Enum, Exception))
)
# what holds a place in a stream or waits for segments is no value; columns are pickled as Arrow
# libraries do, from their capsules
NO_VALUES = {"Batch", "BatchStream", "Column", "Reassembly", "VerdictStream"}


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return samples(tmp_path_factory.mktemp("classes"))


def test_all_classes_have_a_sample(objects: dict[str, Any]) -> None:
    assert sorted(objects) == CLASSES


@pytest.mark.parametrize("name", CLASSES)
def test_class(name: str, objects: dict[str, Any]) -> None:
    one = objects[name]
    assert getattr(septet, name).__module__.split(".")[0] == "septet"
    shown = repr(one)
    assert name in shown and TO[1:] not in shown and SECRET not in shown, shown
    with pytest.raises((AttributeError, TypeError)):
        one.no_such_attribute = 1
    for field in [field for field in dir(one) if not field.startswith("_")]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(one, field, 1)
    assert one != 5 and one != "text"
    if name in NO_VALUES:
        with pytest.raises(TypeError):
            pickle.dumps(one)
        return
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(one, protocol))
        assert back == one and type(back) is type(one) and repr(back) == shown
    assert copy.deepcopy(one) == one == copy.copy(one)
    if name == "Preflight" or (is_dataclass(one) and not _hashes(one)):
        with pytest.raises(TypeError):
            hash(one)
    else:
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))


def _hashes(one: Any) -> bool:
    """Whether all its fields do."""
    try:
        hash(tuple(getattr(one, field) for field in one.__dataclass_fields__))
    except TypeError:
        return False
    return True


ODD: list[Any] = [None, True, 0, -1, 255, 2**40, "", "x", "\ud800", b"", b"x", [], [0], [999] * 7, ()]
ODD += [(1, 1), (0, 0, 0, 0), (2**40, 1, 1, 1), {}, {"a": "b"}, [septet.split("hello")[0].user_data]]
RESTORED = [name for name in CLASSES if hasattr(getattr(septet, name), "_restore")]


@pytest.mark.parametrize("name", RESTORED)
def test_what_no_pickle_of_ours_holds_is_an_error_or_a_value(name: str) -> None:
    restore = getattr(septet, name)._restore
    count = len(python_inspect.signature(restore).parameters)
    choose = random.Random(1)
    refused = 0
    for _ in range(2000):
        try:
            made = restore(*(choose.choice(ODD) for _ in range(count)))
            assert name in repr(made) and made == pickle.loads(pickle.dumps(made))
        except (septet.SeptetError, TypeError, ValueError, OverflowError):
            refused += 1
    assert refused > 1000
