"""Every public function, method and constructor gets odd values in the place of each argument: it
answers, or raises an exception that septet or Python names. Nothing crashes, whatever the thread."""

from __future__ import annotations

import ast
import inspect as python_inspect
import pickle
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import septet

STUB = ast.parse((ROOT / "python/python/septet/_septet.pyi").read_text(encoding="utf-8"))
TO, CARD = "+256701521269", ROOT / "examples" / "rates.csv"
COLUMNS = {"to": "encoding", "text": "encoding"}
FOLDER = TemporaryDirectory()  # gone at the end
CAMPAIGN, BILL = Path(FOLDER.name) / "campaign.csv", Path(FOLDER.name) / "bill.csv"
CAMPAIGN.write_text(f"to,text,name\n{TO},hello,a\n{TO},It’s here,b\n12,,c\n", encoding="utf-8")
BILL.write_text(f"to,parts,price\n{TO},1,0.0285\n{TO},2,0.057\n", encoding="utf-8")
CHECK = septet.Preflight("msgine", CARD, sender="Kito", at="2026-11-21")
VENDOR = septet.Vendor("msgine")
DATA = septet.split("hello")[0].user_data
OUTCOME = septet.decode_status("msegat", "1060")
BATCH = septet.count_batch(["hello"])
REPORT = CHECK.rows([(TO, "hello")])
ADVICE = septet.sender_advice("UG")
assert ADVICE
RATES = septet.RateCard.load(CARD)


def named(name: str) -> list[str]:
    """The keywords of a TypedDict of the stub."""
    for node in STUB.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return [one.target.id for one in node.body if isinstance(one, ast.AnnAssign)
                    and isinstance(one.target, ast.Name)]
    raise LookupError(name)


TEXT_OPTIONS = named("_TextOptions")
KEYWORDS = TEXT_OPTIONS + named("_Keywords")

# What each takes without a keyword, and the keywords of those that take any (`**named`).
CALLS: dict[str, tuple[Callable[..., Any], tuple[Any, ...], list[str]]] = {
    "inspect": (septet.inspect, ("hello",), TEXT_OPTIONS),
    "split": (septet.split, ("hello",), TEXT_OPTIONS),
    "offending": (septet.offending, ("hello",), TEXT_OPTIONS),
    "replacements": (septet.replacements, ("hello",), TEXT_OPTIONS),
    "inspect_data": (septet.inspect_data, (b"hello",), TEXT_OPTIONS),
    "split_data": (septet.split_data, (b"hello",), TEXT_OPTIONS),
    "TextOptions": (septet.TextOptions, (), TEXT_OPTIONS),
    "LanguagePair": (septet.LanguagePair, (), []),
    "UserData": (lambda octets, udl=5, **more: septet.UserData(octets, udl=udl, **more), (b"hello",), []),
    "UserData.decode": (DATA.decode, (), []),
    "decode_septets": (septet.decode_septets, (b"hello",), []),
    "decode_short_message": (septet.decode_short_message, (b"hello",), []),
    "reassemble": (septet.reassemble, ([("1", DATA)],), []),
    "Reassembly": (septet.Reassembly, (), []),
    "Reassembly.push": (lambda *given: septet.Reassembly().push(*given), ("1", DATA), []),
    "Reassembly.messages": (lambda: septet.Reassembly().messages(), (), []),
    "Reassembly.clear": (lambda: septet.Reassembly().clear(), (), []),
    "Message.decode": (septet.reassemble([("1", DATA)])[0].decode, (), []),
    "E164": (septet.E164, (TO,), []),
    "E164.from_key": (septet.E164.from_key, (256701521269,), []),
    "parse_number": (septet.parse_number, (TO,), []),
    "parse_number_batch": (septet.parse_number_batch, ([TO],), []),
    "short_number": (septet.short_number, ("112", "DE"), []),
    "SenderId": (septet.SenderId, ("MyShop",), []),
    "SenderId.from_address": (septet.SenderId.from_address, (bytes.fromhex("0C91447789674513"),), []),
    "sender_advice": (septet.sender_advice, ("UG",), []),
    "SenderAdvice.is_stale": (ADVICE.is_stale, (date(2026, 11, 22),), []),
    "Vendor": (septet.Vendor, ("msgine",), []),
    "Vendor.builtin_ids": (septet.Vendor.builtin_ids, (), []),
    "Vendor.load": (septet.Vendor.load, (ROOT / "core/data/vendors/msgine.json",), []),
    "Vendor.from_json": (septet.Vendor.from_json, (VENDOR.to_json(),), []),
    "Vendor.from_toml": (septet.Vendor.from_toml, ('schema = "septet.profile/1"\nid = "a"\nname = "A"',), []),
    "Vendor.to_json": (VENDOR.to_json, (), []),
    "Vendor.check_sender": (VENDOR.check_sender, ("MyShop",), []),
    "Vendor.decode_status": (VENDOR.decode_status, ("1060",), []),
    "Vendor.decode_http": (VENDOR.decode_http, (503,), []),
    "Vendor.decode_body": (VENDOR.decode_body, ("{}",), []),
    "Vendor.decode_receipt": (VENDOR.decode_receipt, ("id:1 stat:DELIVRD",), []),
    "decode_status": (septet.decode_status, ("msegat", "1060"), []),
    "decode_receipt": (septet.decode_receipt, ("id:1 stat:DELIVRD",), []),
    "standard_outcome": (septet.standard_outcome, ("smpp.command_status", "0x00000058"), []),
    "merge_outcomes": (septet.merge_outcomes, ([OUTCOME],), []),
    "merge_segment_outcomes": (septet.merge_segment_outcomes, ([OUTCOME],), []),
    "RateCard.load": (septet.RateCard.load, (CARD,), []),
    "RateCard.from_csv": (septet.RateCard.from_csv, (RATES.to_csv(),), []),
    "RateCard.from_json": (septet.RateCard.from_json, (RATES.to_json(),), []),
    "RateCard.from_toml": (septet.RateCard.from_toml, ((ROOT / "examples/rates.toml").read_text("utf-8"),), []),
    "RateCard.to_csv": (RATES.to_csv, (), []),
    "RateCard.to_json": (RATES.to_json, (), []),
    "rate": (septet.rate, ([{"to": TO, "country": "UG"}], RATES), []),
    "Preflight": (septet.Preflight, ("msgine",), TEXT_OPTIONS),
    "Preflight.message": (CHECK.message, (TO, "hello"), []),
    "Preflight.rows": (CHECK.rows, ([(TO, "hello")],), []),
    "Preflight.batch": (lambda table, columns=COLUMNS, **more: CHECK.batch(table, columns=columns, **more),
                        (BATCH,), []),
    "Preflight.file": (CHECK.file, (CAMPAIGN,), []),
    "Preflight.count": (CHECK.count, ([(TO, "hello")],), []),
    "Preflight.part": (CHECK.part, ([(TO, "hello")],), []),
    "Preflight.audit": (CHECK.audit, (CAMPAIGN, BILL), []),
    "Preflight.documents": (CHECK.documents, ("charge_unit_conflict",), []),
    "preflight_message": (lambda *given, vendor="msgine", **more: septet.preflight_message(
        *given, vendor=vendor, **more), (TO, "hello"), ["vendor", *KEYWORDS]),
    "preflight": (lambda *given, vendor="msgine", **more: septet.preflight(
        *given, vendor=vendor, **more), ([(TO, "hello")],), ["vendor", *KEYWORDS]),
    "compare": (septet.compare, (CAMPAIGN, [CHECK]), []),
    "merge": (septet.merge, ([REPORT],), []),
    "Report.merge": (REPORT.merge, (REPORT,), []),
    "Report.to_part": (REPORT.to_part, (), []),
    "Report.to_json": (REPORT.to_json, (), []),
    "Report.to_html": (REPORT.to_html, (), []),
    "Part.to_part": (CHECK.part([(TO, "hello")]).to_part, (), []),
    "count_batch": (septet.count_batch, (["hello"],), TEXT_OPTIONS),
    "Batch.to_dict": (BATCH.to_dict, (), []),
    "Batch.__getitem__": (BATCH.__getitem__, ("units",), []),
    "Column.to_list": (BATCH["units"].to_list, (), []),
    "VerdictStream.report": (lambda: CHECK.batch(BATCH, columns=COLUMNS).report(), (), []),
}
# the functions behind those that are wrapped above: their own keywords
WRAPPED: dict[str, Callable[..., Any]] = {"UserData": septet.UserData, "Preflight.batch": CHECK.batch}


class Angry(Exception):
    """What an object of a user raises."""


class Rage:
    """An object that raises whatever it is asked."""

    def _rage(self, *_: Any, **__: Any) -> Any:
        raise Angry

    __str__ = __iter__ = __len__ = __getitem__ = __fspath__ = __index__ = __float__ = _rage
    __arrow_c_array__ = __arrow_c_stream__ = isoformat = keys = items = _rage


NAMED = (septet.SeptetError, TypeError, ValueError, KeyError, OverflowError, OSError, Angry)
ODD: list[Any] = [
    *(None, True, 0, -1, 7, 2**31, 2**64, -(2**70), 1.5, float("nan"), float("inf")),
    *("", " ", "x", "\ud800", "a\0b", "é" * 70_000, "1e9", "+256701521269", "2026-13-45", "{}", "[]"),
    *(b"", b"\xff\0", bytearray(b"x"), memoryview(b"x"), date(1, 1, 1), Path("no such file"), Path("\0")),
    *([], [None], [[]], [["a"]], [("a", "b")], ["\ud800"], (), (1, 2), {1}, {}, {"a": 1}, {1: "a"}, {"to": None}),
    *([{"to": 5, "text": None}], object, Rage, OUTCOME, CHECK, REPORT, BATCH, VENDOR, septet.State.SENT),
]


def parameters(name: str) -> list[str]:
    """The keywords of a call."""
    call, _, more = CALLS[name]
    found = python_inspect.signature(WRAPPED.get(name, call)).parameters.values()
    own = [one.name for one in found if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)]
    return own + more


def calls(name: str, odd: Any) -> Iterator[tuple[int | str, Callable[[], Any]]]:
    """The call with an odd value in the place of each argument, with that place or its name."""
    call, given, _ = CALLS[name]
    for place in range(len(given)):
        yield place, partial(call, *given[:place], odd, *given[place + 1 :])
    for keyword in parameters(name):
        yield keyword, partial(call, *given, **{keyword: odd})


def consumed(answer: Any) -> Any:
    """An answer after all of it is there, as something that compares."""
    if isinstance(answer, septet.BatchStream):
        return [batch.to_dict() for batch in answer]
    return answer.to_dict() if isinstance(answer, septet.Batch) else answer


def test_every_function_and_method_is_here() -> None:
    public = {name: getattr(septet, name) for name in septet.__all__}
    found = {name for name, item in public.items() if callable(item) and not isinstance(item, type)}
    for name, item in public.items():
        if isinstance(item, type) and not issubclass(item, (Enum, Exception)):
            methods = {part for part in vars(item) if not part.startswith("_")}
            found |= {f"{name}.{part}" for part in methods if callable(getattr(item, part))}
    assert found - set(CALLS) == set()


def faults(name: str, odd: Any) -> list[str]:
    """What is neither an answer nor an exception with a name, such as a panic."""
    found = []
    for at, call in calls(name, odd):
        try:
            consumed(call())
        except NAMED:
            continue
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic is no Exception
            found.append(f"{name}, {at}: {odd!r:.60}: {error!r:.200}")
    return found


@pytest.mark.parametrize("name", CALLS)
def test_odd_values_have_an_answer_or_an_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [fault for odd in ODD for fault in faults(name, odd)] == []


@pytest.mark.parametrize("name", CALLS)
def test_what_is_of_no_type_is_refused_at_every_place(name: str) -> None:
    refusals = (TypeError, septet.UsageError, septet.BoundaryError, Angry)
    taken = []
    for odd in (object(), Rage()):
        for at, call in calls(name, odd):
            try:
                consumed(call())
                taken.append(f"{at}: {odd!r:.30}")
            except refusals:
                pass
    assert taken == []
    with pytest.raises((TypeError, septet.UsageError)):
        CALLS[name][0](*CALLS[name][1], nonsense=1)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(CALLS)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary(),
        lambda inner: st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(st.characters(), max_size=3), inner, max_size=3),
        max_leaves=5,
    ),
)
def test_any_value_has_an_answer_or_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, odd: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert faults(name, odd) == []


def answers(names: list[str]) -> Mapping[str, Any]:
    """The answers to calls with what they should be given."""
    return {name: consumed(CALLS[name][0](*CALLS[name][1])) for name in names}


def test_many_threads_get_the_answers_of_one() -> None:
    names = [name for name in CALLS if name != "Reassembly"]  # no value: each is itself alone
    expected = answers(names)
    found: list[Mapping[str, Any]] = []
    start = threading.Barrier(8)  # all at once

    def work() -> None:
        start.wait()
        found.extend(answers(names) for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 24
    for one in found:
        assert {name: answer for name, answer in one.items() if answer != expected[name]} == {}


def test_one_reassembly_takes_segments_from_many_threads() -> None:
    joined, done = septet.Reassembly(), []
    texts = [f"{place:03}" * 60 for place in range(64)]

    def work(place: int) -> None:
        for one in reversed(septet.split(texts[place], reference_number=place)):
            message = joined.push(f"+2567015{place:05}", pickle.loads(pickle.dumps(one.user_data)))
            if message is not None:
                done.append(message.decode())

    threads = [threading.Thread(target=work, args=(place,)) for place in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == texts and joined.messages() == []
