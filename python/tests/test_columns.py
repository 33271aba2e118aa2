"""Columns: the golden files, every library that hands out Arrow, and bad input."""

from __future__ import annotations

import copy
import gc
import gzip
import json
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from conftest import VECTORS, need, vectors
from hypothesis import given
from hypothesis import strategies as st

import septet

pytestmark = pytest.mark.engines

TEXTS = ["hello", "It’s here", None, "a" * 161, "€" * 81, "hello", ""]
# units, segments: by hand from TS 23.038 (160 and 153 septets, 70 code units; € takes two septets)
COUNTS = {
    "encoding": ["gsm7", "ucs2", None, "gsm7", "gsm7", "gsm7", "gsm7"],
    "units": [5, 9, None, 161, 162, 5, 0],
    "segments": [1, 1, None, 2, 2, 1, 1],
    "locking": [0, 0, None, 0, 0, 0, 0],
    "single": [0, 0, None, 0, 0, 0, 0],
    "error": [None] * 7,
}


def read(batches: septet.Batch | septet.BatchStream) -> dict[str, list[Any]]:
    """The rows of a result without any Arrow library."""
    if isinstance(batches, septet.Batch):
        return batches.to_dict()
    made: dict[str, list[Any]] = {}
    for batch in batches:
        for name, values in batch.to_dict().items():
            made.setdefault(name, []).extend(values)
    return made


def test_golden_texts() -> None:
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in vectors("text_encode.jsonl"):
        if "text" in case:
            groups.setdefault(repr(case.get("options")), []).append(case)
    count = 0
    for cases in groups.values():
        options = cases[0].get("options", {})
        try:
            found = read(septet.count_batch([case["text"] for case in cases], **options))
        except septet.SeptetError as error:
            # options that cannot be had fail the call, as they fail each text
            assert {case["expect"].get("error") for case in cases} == {error.kind}
            continue
        for row, case in enumerate(cases):
            expect = case["expect"]
            count += 1
            if "error" in expect:
                assert found["error"][row] == expect["error"], case["id"]
                continue
            assert found["error"][row] is None, case["id"]
            language = expect["language"] or {"locking": 0, "single": 0}
            for name in ("encoding", "units"):
                assert found[name][row] == expect[name], (case["id"], name)
            assert found["segments"][row] == expect["segments"], case["id"]
            tables = {"locking": found["locking"][row], "single": found["single"][row]}
            assert tables == language, case["id"]
    assert count > 1000


def test_golden_numbers() -> None:
    regions: dict[str, list[list[str]]] = {}
    with gzip.open(VECTORS / "numbers.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text, region, _, *verdict = line.rstrip("\n").split("\t")
            regions.setdefault(region, []).append([json.loads(text), *verdict])
    count = 0
    for region, cases in regions.items():
        found = read(septet.parse_number_batch([case[0] for case in cases], region or None))
        for row, (text, parse, *verdict) in enumerate(cases):
            if parse != "ok":
                assert found["error"][row] is not None, text
                continue
            count += 1
            e164, *words = verdict[:5]
            # null where it is longer than ITU-T E.164 allows
            number = (e164, int(e164)) if len(e164) <= 16 else (None, None)
            assert (found["e164"][row], found["key"][row]) == number, text
            names = ("calling_code", "region", "kind", "possible")
            assert [str(found[name][row] or "") for name in names] == words, text
            assert found["error"][row] is None, text
    assert count > 5000


def arrow_columns() -> Iterator[tuple[str, Callable[[], Any]]]:
    def pyarrow() -> Any:
        return need("pyarrow")

    yield "pyarrow", lambda: pyarrow().array(TEXTS)
    yield "pyarrow", lambda: pyarrow().array(TEXTS, pyarrow().large_string())
    yield "pyarrow", lambda: pyarrow().array(TEXTS, pyarrow().string_view())
    yield "pyarrow", lambda: pyarrow().array(TEXTS).dictionary_encode()
    yield "pyarrow", lambda: pyarrow().array(["x", *TEXTS, "y"]).slice(1, len(TEXTS))
    yield "pyarrow", lambda: pyarrow().array(["x", *TEXTS, "y"]).dictionary_encode().slice(1, len(TEXTS))
    yield "pyarrow", lambda: pyarrow().chunked_array([TEXTS[:2], [], TEXTS[2:]], pyarrow().string())
    yield "pyarrow", lambda: pyarrow().table({"text": TEXTS})
    yield "pyarrow", lambda: pyarrow().record_batch({"text": TEXTS})
    yield "polars", lambda: need("polars").Series(TEXTS)
    yield "polars", lambda: need("polars").Series(TEXTS).cast(need("polars").Categorical)
    yield "polars", lambda: need("polars").DataFrame({"text": TEXTS})
    yield "pandas", lambda: need("pandas").Series(TEXTS, dtype="str")
    yield "pandas", lambda: need("pandas").Series(TEXTS).astype("category")
    yield "duckdb", lambda: need("duckdb").from_arrow(pyarrow().table({"text": TEXTS}))
    yield "numpy", lambda: need("numpy").array(TEXTS, dtype=object).tolist()
    yield "list", lambda: TEXTS
    yield "tuple", lambda: tuple(TEXTS)
    yield "generator", lambda: (text for text in TEXTS)


@pytest.mark.parametrize(("name", "make"), list(arrow_columns()))
def test_every_library_is_read(name: str, make: Callable[[], Any]) -> None:
    assert read(septet.count_batch(make())) == COUNTS


@pytest.mark.parametrize("source", ["array", "stream"])
def test_every_library_reads_the_result(source: str) -> None:
    pyarrow = need("pyarrow")

    def result() -> Any:
        column = pyarrow.array(TEXTS)
        return septet.count_batch(column if source == "array" else pyarrow.chunked_array([column]))

    assert pyarrow.table(result()).to_pydict() == COUNTS
    polars = need("polars")
    assert polars.DataFrame(result()).to_dict(as_series=False) == COUNTS
    pandas = need("pandas")
    frame = pandas.DataFrame.from_arrow(result())
    assert frame["segments"].sum() == 8
    duckdb = need("duckdb")
    counted = result()
    assert duckdb.sql("SELECT sum(segments) FROM counted").fetchall() == [(8,)]


def test_a_stream_is_lazy_and_read_once() -> None:
    pyarrow = need("pyarrow")
    asked: list[int] = []

    def batches() -> Iterator[Any]:
        for number in range(3):
            asked.append(number)
            yield pyarrow.record_batch({"text": [str(number)]})

    schema = pyarrow.schema({"text": pyarrow.string()})
    stream = septet.count_batch(pyarrow.RecordBatchReader.from_batches(schema, batches()))
    assert asked == []
    assert next(stream).to_dict()["units"] == [1]
    assert asked == [0]
    assert pyarrow.table(stream).num_rows == 2
    with pytest.raises(septet.BoundaryError, match="read once"):
        pyarrow.table(stream)
    assert pyarrow.schema(stream).names == list(COUNTS)


def test_a_source_that_breaks_is_an_error_with_its_words() -> None:
    pyarrow = need("pyarrow")

    def batches() -> Iterator[Any]:
        yield pyarrow.record_batch({"text": ["a"]})
        raise ValueError("the disk is gone")

    schema = pyarrow.schema({"text": pyarrow.string()})
    reader = pyarrow.RecordBatchReader.from_batches(schema, batches())
    stream = septet.count_batch(reader)
    assert len(next(stream)) == 1
    with pytest.raises(septet.BoundaryError, match="the disk is gone") as caught:
        next(stream)
    assert caught.value.kind == "arrow_data"
    assert list(stream) == []


def test_what_is_no_column_of_text_is_refused_at_the_call() -> None:
    pyarrow = need("pyarrow")
    for column in (pyarrow.array([b"ab"]), pyarrow.chunked_array([[1]]), pyarrow.array([1.5])):
        with pytest.raises(septet.BoundaryError) as caught:
            septet.count_batch(column)
        assert caught.value.kind == "column_type"
    two = pyarrow.table({"a": ["x"], "b": ["€"]})
    with pytest.raises(septet.CampaignError, match="name one"):
        septet.count_batch(two)
    with pytest.raises(septet.CampaignError, match="no such column"):
        septet.count_batch(two, column="c")
    assert read(septet.count_batch(two, column="b"))["units"] == [2]


@pytest.mark.parametrize("wrong", ["text", b"text", {"a": 1}, 5, None, [1], [b"x"], [["x"]]])
def test_wrong_types_are_type_errors(wrong: Any) -> None:
    with pytest.raises(TypeError):
        septet.count_batch(wrong)
    with pytest.raises(TypeError):
        septet.parse_number_batch(wrong)


def test_half_a_character_fails_its_row_alone() -> None:
    found = septet.count_batch(["a", "x\ud83d", "b"])
    assert found["error"].to_list() == [None, "invalid_utf8", None]
    assert found["units"].to_list() == [1, None, 1]


def test_octets_that_are_not_utf8_fail_their_row_alone() -> None:
    pyarrow = need("pyarrow")
    offsets = pyarrow.py_buffer(bytes([0, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0]))
    column = pyarrow.StringArray.from_buffers(3, offsets, pyarrow.py_buffer(b"a\xff\xfeb"))
    found = septet.count_batch(column)
    assert found["error"].to_list() == [None, "invalid_utf8", None]
    assert septet.parse_number_batch(column)["error"].to_list()[1] == "invalid_utf8"


class Liar:
    """An object whose capsules are not what they should be."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any:
        return self.answer


def test_false_capsules_are_errors() -> None:
    batch = septet.count_batch(["a"])
    schema, array = batch["units"].__arrow_c_array__()
    for answer in (None, (), (1, 2), (array, schema), (schema, schema), "ab"):
        with pytest.raises((TypeError, ValueError, IndexError)):
            septet.count_batch(Liar(answer))
    septet_array = septet.count_batch(["a"])["encoding"].__arrow_c_array__()
    assert septet.count_batch(Liar(septet_array))["units"].to_list() == [4]
    with pytest.raises(septet.BoundaryError, match="used up"):
        septet.count_batch(Liar(septet_array))


@given(st.lists(st.none() | st.text(st.characters())), st.sampled_from([{}, {"languages": "all"}]))
def test_a_list_says_what_each_text_says(texts: list[str | None], options: dict[str, Any]) -> None:
    found = read(septet.count_batch(texts, **options))
    for row, text in enumerate(texts):
        if text is None:
            assert found["segments"][row] is None
            continue
        try:
            one = septet.inspect(text, **options)
        except UnicodeEncodeError:
            assert found["error"][row] == "invalid_utf8"
            continue
        pair = one.language or septet.LanguagePair()
        assert found["encoding"][row] == one.encoding
        assert (found["units"][row], found["segments"][row]) == (one.units, one.segments)
        assert (found["locking"][row], found["single"][row]) == (pair.locking, pair.single)


@given(
    st.lists(st.none() | st.sampled_from(["", "a", "€", "It’s", "+256701521269", "a" * 161]) | st.text()),
    st.sampled_from(["string", "large_string", "string_view", "dictionary"]),
    st.lists(st.integers(0, 12)),
)
def test_a_column_says_the_same_however_it_is_laid_out(
    texts: list[str | None], layout: str, cuts: list[int]
) -> None:
    pyarrow = need("pyarrow")
    array = pyarrow.array(["before", *texts, "after"], pyarrow.string())
    array = array.dictionary_encode() if layout == "dictionary" else array.cast(getattr(pyarrow, layout)())
    array = array.slice(1, len(texts))  # an offset, and values that no row has
    ends = sorted({min(cut, len(texts)) for cut in cuts} | {len(texts)})
    chunks = [array.slice(start, end - start) for start, end in zip([0, *ends], ends, strict=False)]
    chunked = pyarrow.chunked_array([array.slice(0, 0), *chunks], array.type)
    for judge in (septet.count_batch, septet.parse_number_batch):
        expected = read(judge(texts))
        assert read(judge(array)) == expected
        assert read(judge(chunked)) == expected
        assert sum(map(len, judge(chunked))) == len(texts)


def test_columns_are_values() -> None:
    batch = septet.count_batch(TEXTS)
    assert len(batch) == len(batch["units"]) == 7
    assert batch == septet.count_batch(TEXTS) != septet.count_batch(["x"])
    assert batch["units"] == septet.count_batch(TEXTS)["units"]
    assert batch["units"] != batch["segments"]
    assert batch.column_names == list(COUNTS)
    assert "7 rows" in repr(batch) and "Int32" in repr(batch["units"])
    with pytest.raises(KeyError):
        batch["unit"]
    with pytest.raises(TypeError):
        hash(batch)


def test_the_source_may_go_before_the_result() -> None:
    pyarrow = need("pyarrow")
    table = pyarrow.table(septet.count_batch(pyarrow.chunked_array([[str(n) for n in range(1000)]])))
    gc.collect()
    assert table["units"].to_pylist() == [len(str(n)) for n in range(1000)]


def test_threads_share_the_work() -> None:
    pyarrow = need("pyarrow")
    column = pyarrow.array(["It’s here", "hello"] * 50_000)
    results: list[int] = []

    def work() -> None:
        found = pyarrow.table(septet.count_batch(column))
        results.append(sum(found["units"].to_pylist()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [14 * 50_000] * 4


def lets_others_run(work: Callable[[], Any], seconds: float = 30) -> bool:
    """Whether another thread gets on in the middle half of one of the calls of a few seconds: while
    Python's lock is held it would stand still."""
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0)

    other = threading.Thread(target=tick)
    other.start()
    try:
        until = time.perf_counter() + seconds  # once is enough; a busy machine may need many calls
        while (begun := time.perf_counter()) < until:
            work()
            quarter = (time.perf_counter() - begun) / 4
            if any(begun + quarter < at < begun + 3 * quarter for at in ticks):
                return True
        return False
    finally:
        done.set()
        other.join()


def test_columns_are_judged_without_pythons_lock() -> None:
    pyarrow = need("pyarrow")
    column = pyarrow.array(["It’s here " * 20, "hello"] * 20_000)
    table = pyarrow.table({"to": ["+256701521269"] * 2_000, "text": ["It’s here"] * 2_000})
    check = septet.Preflight("msgine")
    assert lets_others_run(lambda: septet.count_batch(column))
    assert lets_others_run(lambda: septet.parse_number_batch(column))
    assert lets_others_run(lambda: check.batch(table).report())
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        return  # there is no lock
    # what holds the lock: nobody else gets on
    assert not lets_others_run(lambda: sum(range(2_000_000)), seconds=2)


MESSAGES: dict[str, list[str | None]] = {
    "to": ["+256701521269", "12", None, "+447400123456"],
    "text": ["hello", "hello", "hello", "It’s here"],
}


def test_verdicts_on_a_table_are_those_on_its_messages() -> None:
    pyarrow = need("pyarrow")
    check = septet.Preflight("msgine", "examples/rates.csv", sender="Shop")
    stream = check.batch(pyarrow.table(MESSAGES))
    found = read(stream)
    for row, (to, text) in enumerate(zip(MESSAGES["to"], MESSAGES["text"], strict=True)):
        one = check.message(to or "", text or "")  # a null is an empty field, as in a file
        assert found["status"][row] == one.status
        assert found["number"][row] == (str(one.number) if one.number else None)
        assert found["cost"][row] == (one.cost.expected if one.cost else None)
        assert (found["currency"][row], found["rate"][row]) == (one.currency, one.rate)
        assert found["findings"][row] == list(one.findings)
    assert isinstance(found["cost"][0], Decimal)
    report = stream.report()
    assert report.rows == 4
    pairs = zip(MESSAGES["to"], MESSAGES["text"], strict=True)
    whole = check.rows([(to or "", text or "") for to, text in pairs])
    assert report == whole


def test_verdicts_by_other_names_and_one_text() -> None:
    pyarrow = need("pyarrow")
    check = septet.Preflight("msgine", sender="Shop")
    table = pyarrow.table({"msisdn": ["+256701521269"]})
    assert check.batch(table, columns={"to": "msisdn"}, text="hello").report().messages == 1
    with pytest.raises(septet.CampaignError) as caught:
        check.batch(table)
    assert caught.value.kind == "column_missing"
    with pytest.raises(septet.UsageError):
        check.batch(table, columns={"too": "msisdn"})


def test_a_report_waits_for_its_reader() -> None:
    pyarrow = need("pyarrow")
    check = septet.Preflight("msgine", sender="Shop")
    stream = check.batch(pyarrow.table(MESSAGES))
    reader = pyarrow.RecordBatchReader.from_stream(stream)
    with pytest.raises(septet.BoundaryError, match="to its end"):
        stream.report()
    reader.read_all()
    assert stream.report().rows == 4


def test_a_preflight_pickles_whole() -> None:
    pyarrow = need("pyarrow")
    card = septet.RateCard.load("examples/rates.csv")
    check = septet.Preflight("msgine", card, sender="Shop", region="UG", at="2026-11-21", languages="tr")
    again = pickle.loads(pickle.dumps(check))
    assert again == check and again != septet.Preflight("msgine", card) and check != 5
    table = pyarrow.table(MESSAGES)
    assert again.batch(table).report() == check.batch(table).report()
    assert copy.copy(check).message("0701521269", "x").number == septet.E164("+256701521269")
    with pytest.raises(TypeError):
        hash(check)
