"""The golden files through the C interface: the shared library named as the only argument, called
by ctypes with the structs of septet.h. Numbers, statuses, texts, and messages with a price.
"""

from __future__ import annotations

import ctypes
import gzip
import json
import sys
from ctypes import POINTER, byref, c_bool, c_char, c_int8, c_int32, c_int64, c_size_t
from ctypes import c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2] / "python" / "tests"))
from golden_cases import PLAIN_PROFILE, PRICED_NUMBER, VECTORS, card_of_text, vectors

library = ctypes.CDLL(sys.argv[1])


class Str(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("len", c_size_t)]

    def text(self) -> str | None:
        return ctypes.string_at(self.data, self.len).decode() if self.data else None


class Number(ctypes.Structure):
    _fields_ = [
        ("e164_key", c_uint64),
        ("digits", c_char * 24),
        ("calling_code", c_uint16),
        ("calling_code_len", c_uint8),
        ("is_possible", c_bool),
        ("is_valid", c_bool),
        ("changed", c_bool),
        ("has_extension", c_bool),
        ("region", c_char * 4),
        ("kind", Str),
        ("possible", Str),
        *((name, Str) for name in ("sms", "sms_reason", "billing_risk")),
        ("portable", c_int8),
    ]


class ShortNumber(ctypes.Structure):
    _fields_ = [
        *((f"is_{name}", c_bool) for name in ("known", "valid", "emergency", "carrier_specific", "sms_service")),
        ("cost", Str),
    ]


class Outcome(ctypes.Structure):
    _fields_ = [
        ("recognized", c_bool),
        ("is_final", c_int8),
        ("success", c_int8),
        *((name, c_uint8) for name in ("scope", "state", "cause", "retry", "actor", "billable", "certainty")),
        ("backoff_s", c_int64),
    ]

    def words(self) -> str:
        """As core/tests/vectors/status.tsv writes an outcome."""

        def word(name: str) -> str:
            function = getattr(library, f"septet_{name}_word")
            function.restype = Str
            return str(function(c_uint8(getattr(self, name))).text())

        three = {-1: "null", 0: "false", 1: "true"}
        return " ".join(
            [
                "true" if self.recognized else "false",
                *(word(name) for name in ("scope", "state")),
                three[self.is_final],
                three[self.success],
                *(word(name) for name in ("cause", "retry")),
                "null" if self.backoff_s < 0 else str(self.backoff_s),
                *(word(name) for name in ("actor", "billable", "certainty")),
            ]
        )


class Answer(ctypes.Structure):
    _fields_ = [
        ("outcome", Outcome),
        *((f"text_{n}", Str) for n in range(11)),
        ("recipient_count", c_size_t),
    ]


class Receipt(ctypes.Structure):
    _fields_ = [
        ("outcome", Outcome),
        *((name, Str) for name in ("id", "stat", "err", "sub", "dlvrd", "text")),
        ("submit_date", c_char * 20),
        ("done_date", c_char * 20),
        ("offset_min", ctypes.c_int16),
        ("has_offset", c_bool),
        ("ambiguous_date", c_bool),
    ]


class Inspection(ctypes.Structure):
    _fields_ = [
        ("encoding", c_uint32),
        ("units", c_uint32),
        ("segments", c_uint32),
        ("remaining", c_uint32),
        ("replaced", c_uint32),
        ("data_coding", c_uint8),
        ("locking_id", c_uint8),
        ("single_id", c_uint8),
        ("reason", Str),
    ]


def given(text: str | bytes | None) -> tuple[Any, Any]:
    """A text as pointer and length."""
    if text is None:
        return None, c_size_t(0)
    octets = text.encode() if isinstance(text, str) else text
    return octets, c_size_t(len(octets))


def numbers() -> int:
    count = 0
    with gzip.open(VECTORS / "numbers.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text, region, _, parse, *verdict = line.rstrip("\n").split("\t")
            number = Number()
            arguments = *given(json.loads(text)), *given(region or None), c_uint32(0), byref(number)
            result = library.septet_number_parse(*arguments, None)
            count += 1
            assert (result == 0) == (parse == "ok"), text
            if parse == "ok":
                made = [
                    f"+{number.digits.decode()}",
                    str(number.calling_code),
                    number.region.decode(),
                    number.kind.text(),
                    number.possible.text(),
                ]
                assert made == verdict[:5], (text, made, verdict)
                for form, expected in ((1, verdict[5]), (0, verdict[6])):
                    shown, length = ctypes.create_string_buffer(512), c_size_t()
                    to = c_uint32(form), shown, c_size_t(len(shown)), byref(length), None
                    assert library.septet_number_format(*arguments[:-1], *to) == 0, text
                    assert shown.raw[: length.value].decode() == expected, (text, shown.value)
    return count


def short_numbers() -> int:
    count = 0
    with gzip.open(VECTORS / "short_numbers.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            region, digits, *verdict = line.rstrip("\n").split("\t")
            number = ShortNumber()
            arguments = *given(digits), *given(region), byref(number), None
            assert library.septet_short_number_look(*arguments) == 0 and number.is_known, line
            flags = number.is_valid, number.is_emergency, number.is_carrier_specific, number.is_sms_service
            assert [*(str(int(flag)) for flag in flags), number.cost.text()] == verdict, line
            count += 1
    return count


def spelled(value: Any) -> str | None:
    is_code = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value) if is_code else None if value is None else ""


def event(vendor: Any, case: dict[str, Any]) -> Outcome:
    outcome = Outcome()
    if vendor is not None and case.get("key") is None:
        code, group, table = spelled(case["code"]) or "", spelled(case.get("group")), case.get("table")
        arguments = vendor, *given(code), *given(group), *given(table)
        assert library.septet_status_decode(*arguments, byref(outcome), None) == 0
    else:
        arguments = *given(case["table"]), *given(spelled(case["key"]))
        assert library.septet_standard_decode(*arguments, byref(outcome), None) == 0
    return outcome


def merged(function: Any, outcomes: list[Outcome]) -> Outcome:
    outcome = Outcome()
    array = (Outcome * len(outcomes))(*outcomes)
    assert function(array, c_size_t(len(outcomes)), byref(outcome), None) == 0
    return outcome


def status(kind: str, vendor: Any, case: dict[str, Any]) -> str | None:
    """The outcome of a case as words; None where it is not reached through C."""
    if kind in ("code", "table"):
        return event(vendor, case).words()
    if kind == "merge":
        merge = library.septet_outcomes_merge
        if "parts" in case:
            parts = [merged(merge, [event(vendor, e) for e in part]) for part in case["parts"]]
            return merged(library.septet_segment_outcomes_merge, parts).words()
        return merged(merge, [event(vendor, e) for e in case["events"]]).words()
    retry_after = case.get("retry_after")
    retry = c_int64(-1 if retry_after is None else retry_after)
    http_status = c_uint16(case.get("http_status") or 0)
    outcome = Outcome()
    if kind == "http":
        assert library.septet_http_decode(vendor, http_status, retry, byref(outcome), None) == 0
        return outcome.words()
    if kind == "receipt":
        if case.get("err_table"):
            return None
        tlv, receipt = case.get("tlv") or {}, Receipt()
        state = tlv.get("message_state")
        arguments = (
            vendor,
            *given(case["text"]),
            c_int32(-1 if state is None else state),
            *given(tlv.get("receipted_message_id")),
        )
        assert library.septet_receipt_decode(*arguments, byref(receipt), None) == 0
        return receipt.outcome.words()
    decoded = c_void_p()
    arguments = vendor, *given(case["text"]), http_status, retry, byref(decoded)
    assert library.septet_body_decode(*arguments, None) == 0
    count, is_list, malformed = c_size_t(), c_bool(), c_bool()
    shape = byref(count), byref(is_list), byref(malformed)
    assert library.septet_decoded_shape(decoded, *shape, None) == 0
    words = []
    for index in range(count.value):
        answer = Answer()
        assert library.septet_decoded_answer(decoded, c_size_t(index), byref(answer), None) == 0
        words.append(answer.outcome.words())
    library.septet_decoded_free(byref(decoded))
    assert not decoded
    return "|".join(["list", *words] if is_list else words)


def statuses() -> int:
    vendors: dict[str, Any] = {}
    zuri = (VECTORS.parent / "profiles" / "zuri.json").read_text(encoding="utf-8")
    count = 0
    for text in (VECTORS / "status.tsv").read_text(encoding="utf-8").splitlines():
        _, name, kind, case, expected, _ = text.split("\t")
        if name not in vendors:
            handle = c_void_p()
            if name == "zuri":
                made = library.septet_vendor_load(*given(zuri), c_uint32(0), byref(handle), None)
                assert made == 0
            else:
                library.septet_vendor_builtin(*given(name), byref(handle), None)
            vendors[name] = handle if handle else None
        found = status(kind, vendors[name], json.loads(case))
        if found is None or expected == "-":
            continue
        count += 1
        assert found == expected, (text, found)
    for handle in vendors.values():
        if handle:
            library.septet_vendor_free(byref(handle))
    return count


ENCODINGS = {"gsm7": 0, "data8": 4, "ucs2": 8}


def texts() -> int:
    count = 0
    for case in vectors("text_encode.jsonl"):
        if "text" not in case:
            continue
        words = []
        for name, value in case.get("options", {}).items():
            listed = ",".join(map(str, value)) if isinstance(value, list) else value
            words.append(f"{name}={listed}")
        options, inspection = c_void_p(), Inspection()
        result = library.septet_text_options_parse(*given(" ".join(words)), byref(options), None)
        if result == 0:
            arguments = *given(case["text"]), options, byref(inspection)
            result = library.septet_inspect(*arguments, None)
        library.septet_text_options_free(byref(options))
        count += 1
        expect = case["expect"]
        library.septet_result_word.restype = Str
        if "error" in expect:
            assert library.septet_result_word(c_uint32(result)).text() == expect["error"], case["id"]
            continue
        language = expect["language"] or {"locking": 0, "single": 0}
        made = (inspection.encoding, inspection.units, inspection.segments, inspection.remaining)
        wanted = (ENCODINGS[expect["encoding"]], expect["units"], expect["segments"], expect["remaining"])
        assert result == 0 and made == wanted, (case["id"], made, wanted)
        tables = inspection.locking_id, inspection.single_id
        assert tables == (language["locking"], language["single"]), case["id"]
        assert inspection.data_coding == expect["dcs"], case["id"]
    return count


class Amount(ctypes.Structure):
    _fields_ = [("units", c_int64), ("nanos", c_int32)]


class Message(ctypes.Structure):
    _fields_ = [
        *(
            field
            for name in ("to", "text", "sender", "country", "mcc", "mnc")
            for field in ((name, ctypes.c_char_p), (f"{name}_len", c_size_t))
        ),
        ("card_index", c_size_t),
        ("time", ctypes.c_char_p),
        ("time_len", c_size_t),
    ]


class Verdict(ctypes.Structure):
    _fields_ = [
        ("status", Str),
        *((name, c_uint32) for name in ("encoding", "units", "segments", "segments_min", "segments_max")),
        ("has_cost", c_bool),
        ("region", c_char * 4),
        ("e164_key", c_uint64),
        *((name, Str) for name in ("number_kind", "number_error", "sender")),
        *((name, Amount) for name in ("cost_min", "cost_expected", "cost_max")),
        ("currency", c_char * 40),
        ("idempotency_key", c_char * 33),
        ("finding_count", c_uint32),
        ("findings", c_uint16 * 64),
    ]


def prices() -> int:
    """The texts with a price of rating.jsonl, each as a message under a card of that price."""
    count = 0
    vendor = c_void_p()
    assert library.septet_vendor_load(*given(PLAIN_PROFILE), c_uint32(0), byref(vendor), None) == 0
    for case in vectors("rating.jsonl"):
        if case["kind"] != "text":
            continue
        handle, preflight, verdict = c_void_p(), c_void_p(), Verdict()
        loaded = *given("c.json"), *given(card_of_text(case)), byref(handle)
        assert library.septet_card_load(*loaded, None) == 0, case["id"]
        made = (vendor, byref(handle), c_size_t(1), *given(None), *given(None), byref(preflight))
        assert library.septet_preflight_new(*made, None) == 0, case["id"]
        text = case["text"].encode()
        to = PRICED_NUMBER.encode()
        message = Message(to=to, to_len=len(to), text=text, text_len=len(text))
        arguments = preflight, byref(message), byref(verdict)
        assert library.septet_preflight_message(*arguments, None) == 0, case["id"]
        cost = verdict.cost_expected
        expect = case["expect"]
        assert verdict.has_cost and verdict.segments == expect["segments"], case["id"]
        assert verdict.encoding == ENCODINGS[expect["encoding"]], case["id"]
        amount = cost.units * 10**9 + cost.nanos
        assert amount == Decimal(expect["cost"]) * 10**9, (case["id"], amount)
        library.septet_preflight_free(byref(preflight))
        library.septet_card_free(byref(handle))
        count += 1
    library.septet_vendor_free(byref(vendor))
    return count


def agrees(expected: Any, found: Any) -> bool:
    """Whether a result has what is expected of it, and perhaps more."""
    if isinstance(expected, dict):
        return all(name in found and agrees(value, found[name]) for name, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(agrees, expected, found))
    return bool(expected == found)


def rated(cards: list[c_void_p], record: dict[str, Any]) -> Any:
    """The answer to a record of messages, or the word of the error."""
    handles = (c_void_p * len(cards))(*cards)
    text, length = ctypes.create_string_buffer(1 << 16), c_size_t()
    arguments = handles, c_size_t(len(cards)), *given(json.dumps(record)), text, c_size_t(len(text))
    result = library.septet_campaign_rate(*arguments, byref(length), None)
    if result:
        return library.septet_result_word(c_uint32(result)).text()
    return json.loads(text.raw[: length.value])


def campaigns() -> int:
    """The campaigns of rating.jsonl, by what is known of their messages without a text."""
    count = 0
    library.septet_result_word.restype = Str
    for case in vectors("rating.jsonl"):
        if case["kind"] != "campaign":
            continue
        cards: list[c_void_p] = []
        found = None
        for card in case["cards"]:
            handle = c_void_p()
            result = library.septet_card_load(
                *given("c.json"), *given(json.dumps(card)), byref(handle), None
            )
            if result:
                found = library.septet_result_word(c_uint32(result)).text()
                break
            cards.append(handle)
        expect = case["expect"]
        record = {name: case[name] for name in ("at", "options", "messages", "balance") if name in case}
        found = found or rated(cards, record)
        held = expect.get("balance", {})
        if "error" in held:
            assert found == held["error"], case["id"]
            del record["balance"]
            found = rated(cards, record)
            expect = expect | {"balance": found.get("balance")}
        if "error" in expect:
            assert found == expect["error"], (case["id"], found)
        else:
            expect = expect if expect.get("balance") else expect | {"balance": None}
            assert agrees(expect, {"balance": None} | found), (case["id"], found)
        for handle in cards:
            library.septet_card_free(byref(handle))
        count += 1
    return count


def main() -> None:
    library.septet_vendor_free.argtypes = [POINTER(c_void_p)]
    parts = (numbers, 10_000), (short_numbers, 1000), (statuses, 900), (texts, 1000), (prices, 20), (campaigns, 344)
    for run, least in parts:
        count = run()
        assert count >= least, (run.__name__, count)
        print(f"golden {run.__name__} through C: {count}")


main()
