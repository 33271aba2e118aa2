"""Any input at every door: text with half characters, numbers, codes, amounts, cards, bodies. Each
gives an answer or an exception that septet or Python names, and every door gives the same one: a
single value, a list, a column, a table."""

from __future__ import annotations

import json
import string
from decimal import Decimal
from typing import Any

import pytest
from conftest import need
from hypothesis import given
from hypothesis import strategies as st

import septet

ANY_TEXT = st.text(st.characters())  # half characters, too
TEXT = st.text()
MIXED = st.lists(st.sampled_from(["a", "é", "€", "’", "🙂", "👨‍👩‍👧", "\n", "{", "ş", "अ"])).map("".join)
NUMBER = st.one_of(
    st.text(string.digits + "+-() .;ext", max_size=30),
    st.from_regex(r"\+?[0-9]{4,16}", fullmatch=True),
    st.sampled_from(["+256701521269", "0701521269", "+447400123456", "+1 (212) 555-0100"]),
    ANY_TEXT,
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "languages": st.sampled_from(["none", "all", ["tr"], ["es", "pt"]]),
        "boundary": st.sampled_from(["grapheme", "scalar"]),
        "reference": st.sampled_from([8, 16]),
        "newline": st.sampled_from(["keep", "crlf"]),
        "normalize": st.sampled_from(["none", "nfc"]),
        "substitute": st.sampled_from(["none", "septet", "twilio"]),
        "max_segments": st.sampled_from([1, 3, 255]),
    },
)
CHECK = septet.Preflight(
    "msgine",
    septet.RateCard.from_csv(
        "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
        "record,id,country,price\nrate,r1,UG,0.05\nrate,r2,GB,0.013\n"
    ),
)


def answer(call: Any, *args: Any, **named: Any) -> Any:
    """What a call gives, or the word of its error."""
    try:
        return call(*args, **named)
    except septet.SeptetError as error:
        assert error.kind and error.message and str(error)
        return error.kind
    except UnicodeEncodeError:
        return "invalid_utf8"


@given(st.one_of(ANY_TEXT, MIXED), OPTIONS)
def test_a_text_is_cut_as_it_is_counted(text: str, options: dict[str, Any]) -> None:
    found = answer(septet.inspect, text, **options)
    cut = answer(septet.split, text, reference_number=7, **options)
    if isinstance(found, str):
        return None if cut == found else pytest.fail(f"{cut} is not {found}")
    assert len(cut) == found.segments and sum(one.units for one in cut) == found.units
    assert [one.segment_index for one in cut] == list(range(found.segments))
    kept = "normalize" not in options and "newline" not in options and "substitute" not in options
    if kept:
        assert "".join(one.text for one in cut) == text
    # what goes out comes back, whatever the order of arrival
    arrived = septet.reassemble([("1", one.user_data) for one in reversed(cut)])
    assert [one.decode() for one in arrived] == ["".join(one.text for one in cut)]
    column = septet.count_batch([text], **options)
    assert column["units"].to_list() == [found.units]
    assert column["segments"].to_list() == [found.segments]


@given(st.binary(), st.integers(0, 255), st.integers(0, 255), st.booleans())
def test_any_octets_have_an_answer(octets: bytes, udl: int, dcs: int, udhi: bool) -> None:
    data = septet.UserData(octets, udl=udl, dcs=dcs, udhi=udhi)
    assert isinstance(answer(data.decode), (str, bytes))
    pushed = answer(septet.Reassembly().push, "1", data)
    assert pushed is None or isinstance(pushed, (septet.Message, str))
    assert isinstance(answer(septet.decode_septets, octets), str)
    short = answer(septet.decode_short_message, octets, data_coding=dcs, esm_class=0x40 * udhi)
    assert isinstance(short, (str, bytes))


@given(st.lists(st.one_of(st.none(), NUMBER)), st.sampled_from([None, "UG", "GB", "US"]))
def test_a_number_is_one_at_every_door(texts: list[str | None], region: str | None) -> None:
    found = septet.parse_number_batch(texts, region).to_dict()
    for row, text in enumerate(texts):
        one = None if text is None else answer(septet.parse_number, text, region)
        if one is None or isinstance(one, str):
            assert found["error"][row] == one and found["key"][row] is None
            continue
        assert found["error"][row] is None
        assert found["valid"][row] is one.is_valid and found["region"][row] == one.region
        assert found["kind"][row] == one.kind and found["calling_code"][row] == one.calling_code
        assert one.is_possible or not one.is_valid
        assert one.digits.isascii() and one.digits.isdigit() and 3 <= len(one.digits) <= 20
        if one.e164 is not None:
            assert septet.E164(str(one.e164)) == one.e164 == septet.E164.from_key(one.e164.key)
            assert found["key"][row] == one.e164.key
        assert one.digits.lstrip("0") not in repr(one) or len(one.digits) <= 4


@given(
    st.sampled_from(septet.Vendor.builtin_ids()),
    st.one_of(st.integers(), ANY_TEXT, st.sampled_from(["1060", "M0000", "0"])),
    st.one_of(st.none(), ANY_TEXT),
)
def test_any_code_is_an_outcome(vendor: str, code: int | str, group: str | None) -> None:
    found = answer(septet.decode_status, vendor, code, group)
    if isinstance(found, septet.Outcome):
        assert found.success is not True or found.recognized
        assert septet.merge_outcomes([found, found]) == septet.merge_outcomes([found])


@given(
    st.sampled_from(septet.Vendor.builtin_ids()),
    st.one_of(
        ANY_TEXT,
        st.binary(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
            lambda inner: st.lists(inner) | st.dictionaries(
                st.sampled_from(["status", "code", "message", "error", "to", "data"]) | TEXT, inner
            ),
            max_leaves=8,
        ).map(json.dumps),
    ),
    st.one_of(st.none(), st.integers(0, 65535)),
)
def test_any_body_has_an_answer(vendor: str, body: str | bytes, status: int | None) -> None:
    found = answer(septet.Vendor(vendor).decode_body, body, status)
    if not isinstance(found, str):
        assert found.is_list or len(found.answers) == 1
        for one in found.answers:
            assert one.outcome.success is not True or one.outcome.recognized
    receipt = answer(septet.decode_receipt, body)
    assert isinstance(receipt, (str, septet.Receipt))


@given(st.one_of(TEXT, st.text("0123456789.-+eE,_ ", max_size=20), st.decimals().map(str)))
def test_any_amount_is_an_amount_or_refused(price: str) -> None:
    quoted = price.replace('"', '""')
    card = answer(
        septet.RateCard.from_csv,
        "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
        f'record,id,country,price\nrate,r1,UG,"{quoted}"\n',
    )
    if isinstance(card, septet.RateCard):
        assert septet.RateCard.from_json(card.to_json()).to_csv() == card.to_csv()
        cost = septet.Preflight("msgine", card).message("+256701521269", "a").cost
        assert cost is not None and cost.expected == Decimal(price)


@given(st.one_of(TEXT, st.binary().map(lambda octets: octets.decode("latin-1"))))
def test_any_file_is_a_card_a_profile_or_an_error(text: str) -> None:
    for read in (septet.RateCard.from_csv, septet.RateCard.from_json, septet.RateCard.from_toml):
        assert isinstance(answer(read, text), (str, septet.RateCard))
    for load in (septet.Vendor.from_json, septet.Vendor.from_toml):
        assert isinstance(answer(load, text), (str, septet.Vendor))


ROWS = st.lists(st.tuples(NUMBER, st.one_of(ANY_TEXT, MIXED)), max_size=12)


@given(ROWS)
def test_a_list_a_table_and_single_messages_agree(rows: list[tuple[str, str]]) -> None:
    report = CHECK.rows(rows)
    verdicts = [answer(CHECK.message, to, text) for to, text in rows]
    made = [one for one in verdicts if isinstance(one, septet.Verdict)]
    assert report.rows == len(rows) == sum(report.statuses.values())
    assert report.statuses.get(septet.RowStatus.UNREADABLE, 0) == len(rows) - len(made)
    for status in set(report.statuses) - {septet.RowStatus.UNREADABLE}:
        assert report.statuses[status] == sum(one.status is status for one in made)
    costs = [one.cost for one in made if one.cost]
    assert all(cost.min <= cost.expected <= cost.max for cost in costs)
    total = report.cost["EUR"].subtotal.expected if report.cost else Decimal(0)
    assert total == sum((cost.expected for cost in costs), Decimal(0))
    # the report of two halves is the report of the whole
    half = len(rows) // 2
    merged = septet.merge([CHECK.rows(rows[:half]), CHECK.rows(rows[half:])])
    assert (merged.rows, merged.statuses, merged.cost) == (report.rows, report.statuses, report.cost)


@pytest.mark.engines
@given(ROWS)
def test_a_table_says_what_messages_say(rows: list[tuple[str, str]]) -> None:
    pyarrow = need("pyarrow")
    whole = [row for row in rows if not any("\ud800" <= c <= "\udfff" for c in "".join(row))]
    columns = {"to": [to for to, _ in whole], "text": [text for _, text in whole]}
    types = {"to": pyarrow.string(), "text": pyarrow.large_string()}
    table = pyarrow.table({name: pyarrow.array(columns[name], types[name]) for name in columns})
    # an offset, and chunks of which one is empty
    table = pyarrow.concat_tables([table.slice(0, 0), table.slice(0, 1), table.slice(1)])
    stream = CHECK.batch(table)
    found = [row for batch in stream for row in pyarrow.record_batch(batch).to_pylist()]
    assert len(found) == len(whole)
    for row, (to, text) in zip(found, whole, strict=True):
        one = CHECK.message(to, text)
        assert (row["status"], row["segments"]) == (one.status, one.segments)
        assert (row["number"], row["country"]) == (str(one.number) if one.number else None, one.region)
        assert row["cost"] == (one.cost.expected if one.cost else None)
        assert row["findings"] == list(one.findings)
    assert stream.report().statuses == CHECK.rows(whole).statuses


WRONG: list[Any] = [None, 5, 1.5, b"octets", ["a"], {"a": 1}, object(), float("nan"), True]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_wrong_types_are_type_errors(wrong: Any) -> None:
    calls: list[Any] = [
        *(septet.inspect, septet.split, septet.offending, septet.parse_number, septet.E164),
        *(septet.SenderId, septet.Vendor, septet.RateCard.from_csv, septet.Vendor.from_json),
        *(septet.replacements, septet.Preflight, CHECK.rows, CHECK.batch, CHECK.count),
        *(lambda given: CHECK.message(given, "a"), lambda given: CHECK.message("1", given)),
    ]
    optional: list[Any] = [septet.Preflight]  # no vendor: the standards alone
    for call in calls:
        if call in (CHECK.rows, CHECK.count) and isinstance(wrong, (list, dict)):
            continue  # a list of rows of the wrong shape: tested where rows are
        if wrong is None and call in optional:
            continue
        with pytest.raises((TypeError, septet.UsageError, septet.BoundaryError)):
            call(wrong)
    if not isinstance(wrong, bytes):
        octet_calls: list[Any] = [
            septet.inspect_data,
            septet.split_data,
            septet.decode_septets,
            septet.decode_short_message,
        ]
        for call in octet_calls:
            with pytest.raises(TypeError):
                call(wrong)
