"""Encoding, segments and octets, by the golden files and at the border."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from conftest import VECTORS, vectors
from hypothesis import given
from hypothesis import strategies as st

import septet
from septet import Encoding, LanguagePair, TextOptions


def test_golden_decoding() -> None:
    count = 0
    for case in vectors("text_decode.jsonl"):
        count += 1
        try:
            if "septets_hex" in case:
                pair = LanguagePair(case["locking"], case["single"])
                result: str | bytes = septet.decode_septets(bytes.fromhex(case["septets_hex"]), pair)
            else:
                octets = bytes.fromhex(case["ud_hex"])
                data = septet.UserData(octets, udl=case["udl"], dcs=case["dcs"], udhi=case["udhi"])
                result = data.decode()
        except septet.SeptetError as error:
            assert case.get("expect_error") == error.kind, case["id"]
        else:
            expected = case.get("expect_text")
            assert result == (bytes.fromhex(case["expect_data_hex"]) if expected is None else expected)
    assert count > 100


def test_golden_reassembly() -> None:
    count = 0
    for case in vectors("text_reassembly.jsonl"):
        count += 1
        pairs = [
            (s["from"], septet.UserData(bytes.fromhex(s["ud_hex"]), udl=s["udl"], dcs=s["dcs"], udhi=s["udhi"]))
            for s in case["segments"]
        ]
        messages = septet.reassemble(pairs)
        expect = case["expect"]
        assert [m.decode() for m in messages if m.is_complete] == expect["messages"], case["id"]
        if "incomplete" in expect:
            lacking = [
                {"total": m.segment_count, "missing": m.missing} for m in messages if not m.is_complete
            ]
            assert lacking == expect["incomplete"], case["id"]
    assert count > 50


def test_a_message_is_handed_out_once() -> None:
    first = septet.UserData(bytes.fromhex("0500032a0201d061"), udl=8, udhi=True)
    second = septet.UserData(bytes.fromhex("0500032a0202d062"), udl=8, udhi=True)
    reassembly = septet.Reassembly()
    assert reassembly.push("a", second) is None
    assert reassembly.push("a", second) is None
    assert reassembly.push("b", first) is None  # another sender's
    message = reassembly.push("a", first)
    assert message is not None and message.is_complete and message.sender == "a"
    assert reassembly.duplicate_count == 1
    assert [m.missing for m in reassembly.messages()] == [[2]]
    with pytest.raises(septet.ReassemblyError) as caught:
        reassembly.messages()[0].decode()
    assert caught.value.kind == "incomplete"
    assert len(reassembly.clear()) == 1 and reassembly.messages() == []


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "gsm7", 0, 1),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("]" * 153, "gsm7", 306, 3),
        ("€", "gsm7", 2, 1),
        ("🙂", "ucs2", 2, 1),
        ("🙂" * 36, "ucs2", 72, 2),
    ],
)
def test_counts_of_the_standard(text: str, encoding: str, units: int, segments: int) -> None:
    found = septet.inspect(text)
    assert (found.encoding, found.units, found.segments) == (encoding, units, segments)
    assert found.encoding is Encoding(encoding)
    assert found.dcs == (0 if encoding == "gsm7" else 8)


@given(st.text(max_size=400))
def test_segments_are_the_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            septet.inspect(text)
        return
    parts = septet.split(text, max_segments=255)
    found = septet.inspect(text)
    assert "".join(part.text for part in parts) == text
    assert sum(part.units for part in parts) == found.units
    assert [part.segment_index for part in parts] == list(range(found.segments))
    for bad in septet.offending(text):
        assert text[bad.char_offset] == bad.character
        assert text.encode()[bad.byte_offset :].startswith(bad.character.encode())
        assert text.encode("utf-16-le")[2 * bad.utf16_offset :].startswith(bad.character.encode("utf-16-le"))
    assert bool(septet.offending(text)) == (found.encoding is Encoding.UCS2)


def test_options_are_kept_and_laid_over() -> None:
    options = TextOptions(languages=["tr", "es"], reference=16, boundary=None)
    assert repr(options) == 'TextOptions(languages="tr,es", reference="16")'
    assert pickle.loads(pickle.dumps(options)) == options == copy.copy(options)
    assert hash(options) == hash(TextOptions(languages=("tr", "es"), reference=16))
    text = "a" * 153 * 2
    assert septet.inspect(text, options).segments == 3
    assert septet.inspect(text, options, reference=8).segments == 2
    assert septet.inspect("ş", options).encoding is Encoding.GSM7
    assert septet.inspect("ş", options, languages="none").encoding is Encoding.UCS2
    assert septet.inspect("ş", languages=1).language == LanguagePair(1, 0)


def test_options_are_refused_by_name() -> None:
    wrong: list[tuple[dict[str, Any], str, str]] = [
        ({"reference": 7}, "invalid_option", "reference"),
        ({"languages": ["tr", "xx"]}, "language_unknown", "languages"),
        ({"colour": "red"}, "field_unknown", "colour"),
        ({"boundary": "word"}, "invalid_option", "boundary"),
        ({"max_segments": 0}, "invalid_option", "max_segments"),
        ({"max_segments": -1}, "invalid_option", "max_segments"),
        ({"reference_number": 70000}, "reference_out_of_range", "reference_number"),
    ]
    for named, kind, field in wrong:
        with pytest.raises(septet.SeptetError) as caught:
            TextOptions(**named)
        assert (caught.value.kind, caught.value.field) == (kind, field)
    for value in (True, 1.5, b"tr", {"tr"}, ["tr", None]):
        with pytest.raises(TypeError, match="languages"):
            septet.inspect("a", languages=value)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        septet.inspect("a", "tr")  # type: ignore[arg-type]


def test_an_encoding_that_cannot_be_had_says_where() -> None:
    with pytest.raises(septet.TextError) as caught:
        septet.inspect("caf€ 🙂 ☃", encoding="gsm7")
    assert caught.value.kind == "not_encodable"
    assert caught.value.details["char_offset"] == 5
    assert caught.value.details["byte_offset"] == 7
    assert "🙂" not in str(caught.value)


def test_too_many_segments_says_how_many() -> None:
    with pytest.raises(septet.TextError) as caught:
        septet.inspect("a" * 40_000)
    error = caught.value
    assert error.kind == "too_many_segments"
    assert error.details == {"encoding": "gsm7", "units": 40_000, "segments": 262}


@pytest.mark.parametrize("wrong", [None, 5, b"text", ["text"], object()])
def test_only_text_is_text(wrong: Any) -> None:
    for function in (septet.inspect, septet.split, septet.offending):
        with pytest.raises(TypeError):
            function(wrong)


def test_lone_surrogates_are_refused() -> None:
    for function in (septet.inspect, septet.split, septet.offending):
        with pytest.raises(UnicodeEncodeError):
            function("a\ud83d")


def test_user_data_is_checked() -> None:
    for udl, dcs in ((256, 0), (-1, 0), (1, 300)):
        with pytest.raises(OverflowError):
            septet.UserData(b"", udl=udl, dcs=dcs)
    for octets in ("text", None, [1, 2], bytearray(b"a")):
        with pytest.raises(TypeError):
            septet.UserData(octets, udl=1)  # type: ignore[arg-type]
    with pytest.raises(septet.ReassemblyError) as caught:
        septet.UserData(b"\x05\x00", udl=8, udhi=True).decode()
    assert caught.value.kind in ("header_overrun", "truncated")
    data = septet.UserData(b"\x00a", udl=2, dcs=8)
    assert pickle.loads(pickle.dumps(data)) == data and data.octets == b"\x00a"
    assert "61" not in repr(data)
    with pytest.raises(septet.TextError):
        LanguagePair(2, 0)
    with pytest.raises(TypeError):
        septet.reassemble([("a", b"octets")])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        septet.reassemble(5)  # type: ignore[arg-type]
    with pytest.raises(septet.ReassemblyError) as caught:
        septet.decode_septets(b"\x80")
    assert caught.value.kind == "bad_septet"


def test_short_messages_of_smpp() -> None:
    # a header, then the code units of UCS-2: esm_class 0x40, data_coding 8
    octets = bytes.fromhex("0500032a0201") + "Noor’s".encode("utf-16-be")
    assert septet.decode_short_message(octets, data_coding=8, esm_class=0x40) == "Noor’s"
    assert septet.decode_short_message(b"\x1b\x65\x00") == "€@"
    assert septet.decode_short_message(b"\xff\x00", data_coding=4) == b"\xff\x00"
    # what data_coding 0 is, the protocol leaves to the vendor (SMPP 3.4, 5.2.19)
    cafe = "café".encode("latin-1")
    assert septet.decode_short_message(cafe, smsc_alphabet="latin1") == "café"
    assert septet.decode_short_message(cafe, data_coding=3) == "café"
    profile = '{"schema": "septet.profile/1", "id": "v", "name": "V"%s}'
    stated = septet.Vendor.from_json(profile % ', "text": {"data_coding_0": "latin1"}')
    assert septet.decode_short_message(cafe, vendor=stated) == "café"
    with pytest.raises(septet.ReassemblyError, match="ASCII"):
        septet.decode_short_message(cafe, smsc_alphabet="ascii")
    refused: list[dict[str, Any]] = [
        {"vendor": septet.Vendor.from_json(profile % "")},
        {"vendor": stated, "smsc_alphabet": "latin1"},
        {"smsc_alphabet": "latin2"},
        {"data_coding": 5},
    ]
    for options in refused:
        with pytest.raises(septet.UsageError):
            septet.decode_short_message(cafe, **options)


def test_results_are_values() -> None:
    first, second = septet.inspect("ş", languages="all"), septet.inspect("ş", languages="all")
    assert first == second and hash(first) == hash(second) and len({first, second}) == 1
    assert first != septet.inspect("s")
    with pytest.raises(AttributeError):
        first.units = 5  # type: ignore[misc]
    for value in (first, septet.split("ab")[0], septet.offending("☃")[0], LanguagePair(1, 0)):
        assert pickle.loads(pickle.dumps(value)) == value
    assert "secret" not in repr(septet.split("secret"))


def test_golden_octets() -> None:
    count = 0
    for line in (VECTORS / "octets.tsv").read_text(encoding="utf-8").splitlines():
        expected: Any
        encoding, text, header, udl, octets, septets = line.split("\t")
        dcs = {"gsm7": 0, "ucs2": 8, "data8": 4}[encoding]
        expected = bytes.fromhex(json.loads(text)) if encoding == "data8" else json.loads(text)
        data = septet.UserData(bytes.fromhex(octets), udl=int(udl), dcs=dcs, udhi=bool(header))
        assert data.decode() == expected
        assert data.header == bytes.fromhex(header)
        if header or encoding == "data8":
            continue
        count += 1
        [segment] = septet.split(expected, encoding="gsm7" if encoding == "gsm7" else "ucs2")
        assert segment.user_data == data
        assert segment.septets == (bytes.fromhex(septets) if encoding == "gsm7" else None)
    assert count > 100


def test_octets_of_several_segments_need_a_reference_number() -> None:
    first, second = septet.split("a" * 161)
    with pytest.raises(septet.TextError) as caught:
        first.user_data
    assert (caught.value.kind, caught.value.field) == ("reference_required", "reference_number")
    first, second = septet.split("a" * 161, reference_number=42)
    assert second.user_data.header.hex() == "0500032a0202"
    first, second = septet.split("a" * 161, reference=16, reference_number=4242)
    assert first.user_data.header.hex() == "0608041092" + "0201"
    messages = septet.reassemble([("x", second.user_data), ("x", first.user_data)])
    assert [message.decode() for message in messages] == ["a" * 161]
    with pytest.raises(septet.TextError) as caught:
        septet.split("a", reference_number=256)
    assert caught.value.kind == "reference_out_of_range"


@given(st.binary(max_size=700))
def test_data_comes_back(data: bytes) -> None:
    parts = septet.split_data(data, reference_number=7)
    assert b"".join(part.data for part in parts) == data
    assert septet.inspect_data(data).segments == len(parts)
    [message] = septet.reassemble(("x", part.user_data) for part in reversed(parts))
    assert message.decode() == data


def test_data_is_not_text() -> None:
    with pytest.raises(TypeError):
        septet.inspect_data("text")  # type: ignore[arg-type]
    with pytest.raises(septet.UsageError):
        septet.inspect_data(b"data", newline="crlf")
    assert septet.inspect_data(b"", message_class=1).dcs == 0x15


def test_changes_of_the_text_are_reported() -> None:
    text = "It’s here " * 10
    found = septet.inspect(text, substitute="septet")
    assert (found.encoding, found.segments, found.replaced) == (Encoding.GSM7, 1, 10)
    replaced = septet.replacements(text, substitute="septet")
    assert [text[r.char_offset] for r in replaced] == ["’"] * 10
    assert {r.replacement for r in replaced} == {"'"}
    assert pickle.loads(pickle.dumps(replaced[0])) == replaced[0]
    assert septet.replacements(text) == []
    assert septet.split("a\nb", newline="crlf")[0].text == "a\r\nb"
    ports = septet.split("a", ports=(2948, 9200))[0].user_data
    assert ports.header.hex() == "0605040b8423f0"


def test_golden_texts() -> None:
    count = 0
    for case in vectors("text_encode.jsonl"):
        if "utf16_hex" in case:
            continue  # half characters: no str of Python's that septet takes
        count += 1
        options = case.get("options", {})
        expect = case["expect"]
        text: Any = case.get("text")
        if text is None and "text_repeat" in case:
            text = case["text_repeat"][0] * case["text_repeat"][1]
        try:
            if text is None:
                data = bytes.fromhex(case["data_hex"])
                found = septet.inspect_data(data, **options)
                units = [len(part.data) for part in septet.split_data(data, **options)]
            else:
                found = septet.inspect(text, **options)
                units = [part.units for part in septet.split(text, **options)]
        except septet.SeptetError as error:
            assert error.kind == expect["error"], case["id"]
            for name in ("units", "segments", "encoding", "char_offset"):
                assert error.details.get(name) == expect.get(name, error.details.get(name)), case["id"]
            continue
        pair = found.language
        language = None if pair is None else {"single": pair.single, "locking": pair.locking}
        made = {
            "encoding": found.encoding.value,
            "units": found.units,
            "segments": found.segments,
            "remaining": found.remaining,
            "dcs": found.dcs,
            "language": language,
            "per_segment_units": units,
        }
        for name, value in made.items():
            if name in expect and not (expect[name] is None and name == "per_segment_units"):
                assert value == expect[name], (case["id"], name)
    assert count > 1000
