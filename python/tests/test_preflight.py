"""Messages and campaigns, from Python and against the command line."""

from __future__ import annotations

import hashlib
import json
import pickle
import threading
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, differences
from test_command_line import run

import septet
from septet import FindingCode, Preflight, RateCard, RowStatus

EXAMPLE = ROOT / "examples" / "campaign.csv"
RATES = ROOT / "examples" / "rates.csv"
CARD = RateCard.from_csv(
    "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
    "record,id,country,price\nrate,r1,UG,0.05\n"
)
TO = "+256701521269"


def test_a_message() -> None:
    check = Preflight("msgine", CARD, sender="MyShop")
    verdict = check.message(TO, "hello")
    assert verdict.status is RowStatus.PRICED
    assert (verdict.encoding, verdict.units, verdict.segments) == (septet.Encoding.GSM7, 5, 1)
    assert verdict.number == septet.E164(TO) and verdict.region == "UG"
    assert verdict.cost == septet.Range(Decimal("0.05"), Decimal("0.05"), Decimal("0.05"))
    assert (verdict.currency, verdict.rate) == ("EUR", "r1")
    assert verdict.sender is septet.SenderVerdict.OK_ALPHA
    longer = check.message(TO, "a" * 161)
    assert longer.cost is not None and longer.cost.expected == Decimal("0.10")
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert verdict == septet.preflight_message(TO, "hello", vendor="msgine", rates=[CARD], sender="MyShop")
    with pytest.raises(AttributeError):
        verdict.units = 7  # type: ignore[misc]


def test_what_is_wrong_is_found() -> None:
    check = Preflight("msgine", CARD)
    assert check.message("12", "hello").status is RowStatus.INVALID_NUMBER
    assert check.message("+447911123456", "hello").status is RowStatus.UNPRICED
    assert FindingCode.EMPTY_TEXT in check.message(TO, "").findings
    curly = check.message(TO, "It’s here, and it is well worth the money that you pay")
    assert FindingCode.UCS2_FORCED_BY_CHAR in curly.findings
    assert check.message(TO, "a" * 100_000).status is RowStatus.TOO_LONG
    bad_sender = check.message(TO, "hello", sender="This is far too long")
    assert bad_sender.sender is not None and not bad_sender.sender.startswith("ok")


def test_options_reach_the_engine() -> None:
    text = "ş" * 80
    assert Preflight("msgine").message(TO, text).segments == 2
    assert Preflight("msgine", languages="tr").message(TO, text).segments == 1
    options = septet.TextOptions(languages="tr")
    assert Preflight("msgine", options=options).message(TO, text).segments == 1
    assert Preflight("msgine", region="UG").message("0701521269", "a").number == septet.E164(TO)
    values: list[tuple[str, Any]] = [
        *(("region", "Uganda"), ("traffic", "spam"), ("at", "soon"), ("encoding", "gsm7")),
        *(("colour", "red"), ("mcc", "641")),
    ]
    for name, value in values:
        with pytest.raises(septet.SeptetError):
            Preflight("msgine", CARD, **{name: value})
    types: list[tuple[str, Any]] = [
        *(("rates", 5), ("rates", [None]), ("at", 5), ("sender", 5), ("options", "tr")),
    ]
    for name, value in types:
        with pytest.raises(TypeError):
            Preflight("msgine", **{name: value})


def test_times() -> None:
    dated = RateCard.from_csv(
        "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
        "record,id,country,price,valid_from\nrate,r1,UG,0.05,2026-07-01\n"
    )
    with pytest.raises(septet.RateCardError) as caught:
        Preflight("msgine", dated)
    assert caught.value.kind == "time_required"
    for at, status in (
        (date(2026, 6, 30), RowStatus.RATE_NOT_IN_FORCE),
        (date(2026, 7, 1), RowStatus.PRICED),
        ("2026-07-01T00:00:00Z", RowStatus.PRICED),
        (datetime(2026, 6, 30, 23, 59, 59, tzinfo=timezone.utc), RowStatus.RATE_NOT_IN_FORCE),
    ):
        assert Preflight("msgine", dated, at=at).message(TO, "a").status is status
    with pytest.raises(septet.SeptetError) as nowhere:
        Preflight("msgine", dated, at=datetime(2026, 7, 1))  # a time of no place
    assert nowhere.value.kind == "date_syntax"


def test_a_list_of_rows() -> None:
    rows: list[Any] = [
        (TO, "hello"),
        [TO, "a" * 161],
        {"to": TO, "text": "hello", "from": "MyShop", "country": None, "mnc": ""},
        ("12", "hello"),
        (TO, "half a character \ud83d"),
        (TO, "hello", None),
    ]
    report = septet.preflight(iter(rows), vendor="msgine", rates=CARD)
    assert (report.rows, report.messages, report.segments) == (6, 4, 5)
    assert report.cost["EUR"].total.expected == Decimal("0.25")
    assert report.statuses == {
        RowStatus.PRICED: 4,
        RowStatus.INVALID_NUMBER: 1,
        RowStatus.UNREADABLE: 1,
    }
    assert report.lengths == {1: 3, 2: 1}
    assert [(part.key, part.messages) for part in report.countries] == [("UG", 4)]
    unreadable = [f for f in report.findings if f.code is FindingCode.ROW_UNREADABLE]
    assert [row.row for row in unreadable[0].first_rows] == [5]
    assert pickle.loads(pickle.dumps(report)) == report
    assert json.loads(report.to_json())["schema"] == "septet.report/1"
    assert "0.25" in str(report) and TO not in str(report) and "hello" not in str(report)
    # a verdict for each message adds up to the report
    check = Preflight("msgine", CARD)
    costs = [check.message(*row[:2]).cost for row in (rows[0], rows[1], rows[5])]
    assert sum(cost.expected for cost in costs if cost) == Decimal("0.20")


def test_reports_merge() -> None:
    rows = [(TO, "hello"), (TO, "a" * 161), ("12", "hello"), ("+254711223344", "It\u2019s")]
    check = Preflight("msgine", CARD)
    whole = check.rows(rows)
    first, second = check.rows(rows[:2]), pickle.loads(pickle.dumps(check.rows(rows[2:])))
    alone = json.loads(septet.merge([whole]).to_json())
    assert alone | {"input": "rows"} == json.loads(whole.to_json())
    merged = first.merge(second, by_recipient=True)
    assert json.loads(merged.to_json()) | {"input": "rows"} == json.loads(whole.to_json())
    within = first.merge(second)
    for report in (within, septet.merge([within])):
        assert json.loads(report.to_json())["within_part"][0] == "duplicate_recipient"
    with pytest.raises(septet.CampaignError) as caught:
        first.merge(Preflight("msgine").rows(rows[2:]))
    assert (caught.value.kind, caught.value.field) == ("part_mismatch", "cards")


def test_rows_of_wrong_shape_are_named() -> None:
    check = Preflight("msgine")
    wrong: list[Any] = ["text", 5, None, (TO,), (TO, "a", "b", "c"), (TO, None), (5, "a"), {"to": TO}, {5: "a"}]
    for row in wrong:
        with pytest.raises(TypeError, match="row 2"):
            check.rows([(TO, "a"), row])
    with pytest.raises(septet.UsageError) as caught:
        check.rows([(TO, "a"), {"to": TO, "text": "a", "colour": "red"}])
    assert (caught.value.kind, caught.value.field, caught.value.line) == ("field_unknown", "colour", 2)
    with pytest.raises(septet.UsageError):
        check.rows([{"to": TO, "text": "a", "mcc": "1"}])
    with pytest.raises(TypeError):
        check.rows(5)  # type: ignore[arg-type]
    assert check.rows([]).rows == 0


def test_a_file_is_judged_as_by_the_command_line(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    check = Preflight("msgine", RATES, sender="MyShop")
    report = check.file(EXAMPLE, out=ours)
    done = run(
        *("preflight", str(EXAMPLE), "--vendor", "msgine", "--rates", str(RATES)),
        *("--sender", "MyShop", "--json", "--out", str(theirs)),
    )
    assert done.returncode == 0, done.stderr
    assert differences(json.loads(report.to_json()), json.loads(done.stdout)) == []
    assert ours.read_bytes() == theirs.read_bytes()
    assert ours.read_text().count("\n") == report.rows + 1
    assert septet.preflight(EXAMPLE, vendor="msgine", rates=RATES, sender="MyShop") == report
    assert septet.preflight(str(EXAMPLE), vendor="msgine", rates=str(RATES), sender="MyShop") == report


def test_ways_to_read_a_file(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("msisdn;note\n+256701521269;ü\n".encode("utf-16"))
    report = Preflight("msgine").file(
        path, text="hello", columns={"to": "msisdn"}, delimiter=";", file_encoding="utf-16le"
    )
    assert (report.rows, report.messages) == (1, 1)


def test_files_that_cannot_be_read_leave_nothing(tmp_path: Path) -> None:
    check = Preflight("msgine")
    out = tmp_path / "rows.csv"
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    for path in (tmp_path / "absent.csv", tmp_path, empty, wrong):
        with pytest.raises(septet.CampaignError) as caught:
            check.file(path, out=out)
        assert caught.value.file == str(path)
        assert not out.exists()
    with pytest.raises(septet.CampaignError) as caught:
        check.file(EXAMPLE, out=tmp_path / "no" / "such" / "folder.csv")
    assert caught.value.kind == "output_unwritable"
    with pytest.raises(septet.SeptetError):
        check.file(EXAMPLE, columns={"colour": "red"})
    with pytest.raises(FileNotFoundError):
        Preflight("msgine", tmp_path / "absent.csv")
    assert list(tmp_path.glob("*.tmp")) == []


def test_one_preflight_many_threads() -> None:
    check = Preflight("msgine", CARD)
    expected = check.message(TO, "a" * 161)
    wrong: list[object] = []

    def judge() -> None:
        for _ in range(200):
            verdict = check.message(TO, "a" * 161)
            if verdict != expected:
                wrong.append(verdict)

    threads = [threading.Thread(target=judge) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_the_vendors_document_says_is_told() -> None:
    report = septet.preflight([(TO, "hello"), (TO, "hi")], vendor="msgine")
    (finding,) = [f for f in report.findings if f.code is FindingCode.BALANCE_NOT_GIVEN]
    (said,) = finding.documents
    assert (said.id, said.gap) == ("http_402", "conflict")
    check = Preflight("macksms")
    ids = [said.id for said in check.documents(FindingCode.LENGTH_LIMIT_UNCLEAR)]
    assert ids == ["byte_encoding", "parts_or_bytes"]
    with pytest.raises(septet.UsageError):
        check.documents("no_such_finding")


def test_a_message_has_a_key() -> None:
    check = Preflight("msgine", sender="MyShop")
    text = "\x1f".join(("msgine", TO, "MyShop", "Hello", ""))
    key = check.message(TO, "Hello").idempotency_key
    assert key == hashlib.sha256(text.encode()).hexdigest()[:32]
    later = check.message(TO, "Hello", time="2026-07-01T15:00:00+03:00").idempotency_key
    assert later == hashlib.sha256((text + "2026-07-01T12:00:00Z").encode()).hexdigest()[:32]
    assert check.message("12", "Hello").idempotency_key is None


def test_what_is_looked_for_when_asked() -> None:
    assert check_codes("Sale: bit.ly/a", {}) == set()
    asked = {"opt_out": "STOP", "url_shortener": ["bit.ly"], "high_cost_country": ("UG",)}
    found = {FindingCode.NO_OPT_OUT_TEXT, FindingCode.URL_SHORTENER}
    assert check_codes("Sale: bit.ly/a", asked) == found | {FindingCode.HIGH_COST_DESTINATION}
    assert check_codes("Sale. Stop: 123", {"opt_out": ["STOP"]}) == set()
    with pytest.raises(septet.UsageError):
        Preflight("msgine", look_for={"colour": "red"})
    in_a_row = Preflight("msgine", look_for={"consecutive": 5})
    with pytest.raises(septet.SeptetError, match="campaign files only"):
        in_a_row.message(TO, "a")
    with pytest.raises(septet.SeptetError, match="campaign files only"):
        in_a_row.rows([(TO, "a")])


def check_codes(text: str, look_for: dict[str, Any]) -> set[FindingCode]:
    check = Preflight("msgine", CARD, sender="MyShop", look_for=look_for)
    # what is known of senders is found whether one looks or not
    of_sender = {FindingCode.SENDER_RULE_UNSPECIFIED, FindingCode.SENDER_ADVICE}
    return set(check.message(TO, text).findings) - of_sender


def test_pace() -> None:
    pace = septet.preflight([(TO, "hello")] * 101, vendor="msgine").pace
    assert pace is not None and pace.seconds == 60
    minute, second = pace.limits
    assert (minute.n, minute.per_s, minute.key, minute.requests) == (100, 60, ("token",), 101)
    assert second.seconds == 5
    assert septet.preflight([(TO, "hello")], vendor="macksms").pace is None


def test_a_campaign_needs_no_vendor() -> None:
    rows = [("+256701521269", "hello"), ("12", "hello")]
    assert septet.preflight(rows) == septet.preflight(rows, vendor="neutral")
    assert septet.preflight(rows) != septet.preflight(rows, vendor="msgine")
    assert septet.Preflight() == septet.Preflight(None) == septet.Preflight("neutral")
    assert septet.preflight_message(*rows[0]).status == "counted"


def test_a_bill_whose_charges_have_a_minus_sign(tmp_path: Path) -> None:
    sent, bill, card = (tmp_path / name for name in ("sent.csv", "bill.csv", "card.csv"))
    sent.write_text("id,to,text\n1,+256701521269,hello\n", encoding="utf-8")
    bill.write_text("id,price\n1,-0.05\n", encoding="utf-8")
    head = "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\n"
    card.write_text(head + "record,id,country,price\nrate,r1,UG,0.05\n", encoding="utf-8")
    check = septet.Preflight(rates=card)
    assert check.audit(sent, bill, charges_negative=True).agreed == 1
    assert check.audit(sent, bill).agreed == 0
