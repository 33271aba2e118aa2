"""The work on files - money, parts, audits, comparisons - against the command line on the same
input: every value of its JSON, and what the typed objects say of it."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, differences
from test_command_line import run

import septet
from septet import AuditReason, Preflight, RateCard

EXAMPLE = ROOT / "examples" / "campaign.csv"
RATES = ROOT / "examples" / "rates.csv"
AUDIT = ROOT / "campaign" / "tests" / "audit"
AT = "2026-11-21"
BILL = {"id": "message_id", "to": "msisdn", "parts": "segments", "price": "total"}
TO = "+256701521269"
GRADUATED = """\
#! format = septet-ratecard/1
#! id = steps
#! currency = USD
#! tier_mode = graduated
record,id,country,price,tier_from
rate,ug,UG,0.05,0
rate,ug-2,UG,0.03,2
"""


def told(*args: str | Path) -> Any:
    """What the command line says in JSON."""
    done = run(*map(str, args), "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_money_and_numbers_that_are_not_written_to(tmp_path: Path) -> None:
    stop = tmp_path / "stop.csv"
    stop.write_text("+966533497997\nnobody\n+25\n")
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    check = Preflight("msgine", RATES, at=AT)
    report = check.file(EXAMPLE, suppress=stop, balance="20 USD", budget="1000 USD", out=ours)
    other = told(
        *("preflight", EXAMPLE, "--vendor", "msgine", "--rates", RATES, "--at", AT),
        *("--suppress", stop, "--balance", "20 USD", "--budget", "1000 USD", "--out", theirs),
    )
    assert differences(json.loads(report.to_json()), other) == []
    assert ours.read_bytes() == theirs.read_bytes()
    assert [file.role for file in report.inputs] == ["campaign", "profile", "rates", "suppression"]
    suppression = report.inputs[-1]
    assert (suppression.unreadable, suppression.unreadable_lines) == (2, (2, 3))
    assert report.balance is not None and report.budget is not None
    assert not report.balance.sufficient and report.balance.stops_at is not None
    assert report.balance.required - report.balance.balance == report.balance.shortfall
    assert (report.budget.budget, report.budget.exceeded) == (Decimal(1000), False)
    assert report.at == "2026-11-21T00:00:00Z" and report.vendor == "msgine"
    assert set(other) - {"schema", "engine", "metadata", "unicode"} <= set(dir(report))
    assert pickle.loads(pickle.dumps(report)) == report
    assert report.to_html().startswith("<!") and report._repr_html_() == report.to_html()
    wrong: list[dict[str, Any]] = [
        *({"balance": "20"}, {"balance": "20 EUR"}, {"budget": "-1 USD"}, {"balance": "x USD"}),
        *({"threads": 0}, {"text": "a", "template": "b"}, {"suppress": tmp_path / "absent"}),
    ]
    for keywords in wrong:
        with pytest.raises(ValueError):
            check.file(EXAMPLE, **keywords)
    with pytest.raises(septet.SeptetError):
        Preflight("msgine").file(EXAMPLE, balance="20 USD")
    types: list[dict[str, Any]] = [
        *({"balance": 20}, {"threads": "2"}, {"columns": {"to": 5}}, {"out": 5}),
    ]
    for keywords in types:
        with pytest.raises(TypeError):
            check.file(EXAMPLE, **keywords)


def test_templates_and_threads(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"to,name\n{TO},Ann\n{TO},\n+254711223344,Bo\n")
    check = Preflight("msgine")
    report = check.file(path, template="Hi {{name}}", threads=2)
    shown = told("preflight", path, "--vendor", "msgine", "--template", "Hi {{name}}")
    assert differences(json.loads(report.to_json()), shown) == []
    assert septet.FindingCode.TEMPLATE_FIELD_MISSING in [one.code for one in report.findings]


def parts_of_a_campaign(tmp_path: Path) -> list[Path]:
    paths = []
    for index, count in enumerate([1, 3, 2]):
        path = tmp_path / f"{index}.csv"
        path.write_text("to,text\n" + f"{TO},hello\n" * count)
        paths.append(path)
    return paths


def test_parts_under_graduated_tiers(tmp_path: Path) -> None:
    paths = parts_of_a_campaign(tmp_path)
    check = Preflight("msgine", RateCard.from_csv(GRADUATED))
    alone = [check.file(path) for path in paths]
    with pytest.raises(septet.SeptetError) as caught:
        septet.merge(alone)
    assert caught.value.kind == "needs_units_before"
    counts = [check.count(path) for path in paths]
    judged = [check.part(path, counts=counts, part_index=i) for i, path in enumerate(paths)]
    merged = septet.merge(judged)
    # by hand: two at 0.05, four at 0.03
    assert merged.cost["USD"].total.expected == Decimal("0.22")
    whole = tmp_path / "whole.csv"
    whole.write_text("to,text\n" + f"{TO},hello\n" * 6)
    assert check.file(whole).cost == merged.cost
    # what was saved to files merges too, and so do lists
    files = []
    for index, report in enumerate(judged):
        files.append(tmp_path / f"{index}.part")
        files[-1].write_text(report.to_part())
    assert septet.merge([files[0], judged[1], str(files[2])]) == merged
    rows = [[(TO, "hello")] * count for count in (1, 3, 2)]
    counts = [check.count(part) for part in rows]
    judged = [check.part(part, counts=counts, part_index=i) for i, part in enumerate(rows)]
    assert septet.merge(judged).cost == merged.cost
    with pytest.raises(septet.SeptetError) as caught:
        check.part(rows[0], counts=counts[:1], part_index=1)
    assert caught.value.kind == "part_missing"
    with pytest.raises(septet.SeptetError):
        check.part(paths[0], counts=["no counts"])
    assert pickle.loads(pickle.dumps(judged)) == judged
    before = Preflight("msgine", RateCard.from_csv(GRADUATED), units_before={"ug": 2})
    assert before.file(whole).cost["USD"].total.expected == Decimal("0.18")
    assert pickle.loads(pickle.dumps(before)) == before != check


def test_an_audit_is_the_command_lines(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    check = Preflight("msgine", AUDIT / "card.json")
    files = (AUDIT / "sent.csv", AUDIT / "bill.csv")
    audit = check.audit(*files, bill_columns=BILL, added_text=[" Shop"], out=ours)
    columns = [word for name, of in BILL.items() for word in ("--bill-column", f"{name}={of}")]
    other = told(
        *("audit", *files, "--vendor", "msgine", "--rates", AUDIT / "card.json"),
        *columns,
        *("--added-text", " Shop", "--out", theirs),
    )
    assert differences(json.loads(audit.to_json()), other) == []
    assert ours.read_bytes() == theirs.read_bytes()
    assert audit.matched_by == other["matched_by"] and audit.sent.rows == other["sent"]["rows"]
    assert sum((one.money for one in audit.differences), Decimal(0)) == audit.difference
    assert sum(one.count for one in audit.differences) == audit.differing > 0
    assert AuditReason.DUPLICATE_BILLED in {why for one in audit.differences for why in one.reasons}
    assert pickle.loads(pickle.dumps(audit)) == audit and audit.currency in str(audit)
    wrong: list[dict[str, Any]] = [
        {"price_per": "kilo", "bill_columns": BILL},
        {"currency": "EURO", "bill_columns": BILL},
        {"bill_columns": {"a": "b"}},
    ]
    for keywords in wrong:
        with pytest.raises(septet.SeptetError):
            check.audit(*files, **keywords)
    with pytest.raises(septet.SeptetError) as caught:
        Preflight("msgine").audit(*files, bill_columns=BILL)
    assert caught.value.kind == "no_rates"
    with pytest.raises(septet.CampaignError):
        check.audit(files[0], tmp_path / "absent.csv", out=tmp_path / "none.csv")
    assert not (tmp_path / "none.csv").exists()


def test_a_comparison_is_the_command_lines(tmp_path: Path) -> None:
    vendors = ("msgine", "macksms", "msmpusher")
    checks = [Preflight(vendor, RATES, at=AT, sender="Shop") for vendor in vendors]
    found = septet.compare(EXAMPLE, checks)
    named = [word for vendor in vendors for word in ("--vendor", vendor)]
    other = told("compare", EXAMPLE, *named, "--rates", RATES, "--at", AT, "--sender", "Shop")
    assert differences(json.loads(found.to_json()), other) == []
    assert [one.rank for one in found.compared] == [1, 2, 3]
    alone = {vendor: check.file(EXAMPLE, what_if=False) for vendor, check in zip(vendors, checks)}
    for one in found.compared:
        assert one.cost == alone[one.vendor].cost["USD"]
        assert one.segments == alone[one.vendor].segments
    assert pickle.loads(pickle.dumps(found)) == found and "USD" in str(found)
    every = tmp_path / "list.csv"
    every.write_text("\n".join(line.split(",")[0] for line in EXAMPLE.read_text().splitlines()))
    none = septet.compare(EXAMPLE, checks[:1], suppress=every, temp_dir=tmp_path).compared[0]
    assert (none.messages, none.not_priced) == (0, alone["msgine"].rows)
    with pytest.raises(septet.UsageError):
        septet.compare(EXAMPLE, [])
    with pytest.raises(septet.UsageError):
        septet.compare(EXAMPLE, [Preflight("msgine", [RATES, RateCard.from_csv(GRADUATED)], at=AT)])
    with pytest.raises(TypeError):
        septet.compare(EXAMPLE, ["msgine"])  # type: ignore[list-item]


def test_cards_are_written_and_checked(tmp_path: Path) -> None:
    card = RateCard.load(RATES)
    assert RateCard.from_json(card.to_json()).to_csv() == card.to_csv()
    assert told("rates", "check", RATES)["cards"][0]["rates"] == card.rate_count
    bare = RateCard.from_csv(
        "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
        "record,id,country,mcc,mnc,price\nrate,r1,,641,10,0.05\nrate,r2,UG,,,0.05\n"
    )
    path = tmp_path / "mine.csv"
    path.write_text(bare.to_csv())
    warnings = told("rates", "check", path)["cards"][0]["warnings"]
    assert bare.rows_unreachable_without_mcc == [one["row"] for one in warnings]
