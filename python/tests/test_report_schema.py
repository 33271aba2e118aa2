"""Real reports against the committed JSON Schema of the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from conftest import ROOT
from test_command_line import run

import septet

EXAMPLE = ROOT / "examples" / "campaign.csv"
RATES = ROOT / "examples" / "rates.csv"
AT = "2026-11-21"
MONEY = (str(EXAMPLE), "--vendor", "msgine", "--rates", str(RATES), "--at", AT)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    printed = run("preflight", "--schema")
    assert printed.returncode == 0, printed.stderr
    committed = ROOT / "campaign" / "src" / "report" / "report.schema.json"
    assert printed.stdout == committed.read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(printed.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def reports(directory: Path) -> list[dict[str, Any]]:
    """Reports of every kind: rows of all statuses, no card, nothing to send, list and file."""
    bad = directory / "bad.csv"
    bad.write_text("to,text\n12,a\nx,b\n")
    tiers = directory / "tiers.csv"
    tiers.write_text(
        "#! format = septet-ratecard/1\n#! id = tiers\n#! currency = x-points\n#! tax.rate = 0.18\n"
        "#! tax.scale = 2\nrecord,id,country,price,tier_from,action\n"
        "rate,u1,UG,0.05,,\nrate,u2,UG,0.03,50,\nrate,ke,KE,,,free\nrate,tz,TZ,,,block\n"
    )
    stop = directory / "stop.csv"
    stop.write_text("+966533497997\n")
    runs: list[tuple[str, ...]] = [
        (str(EXAMPLE), "--vendor", "msgine", "--rates", str(RATES), "--at", AT),
        (str(EXAMPLE), "--vendor", "msegat", "--rates", str(tiers), "--at", AT, "--sender", "x"),
        (str(EXAMPLE), "--vendor", "macksms", "--suppress", str(stop), "--no-what-if"),
        (str(EXAMPLE), "--vendor", "msmpusher", "--languages", "all"),
        (*MONEY, "--balance", "20 USD", "--budget", "1000 USD"),
        (str(bad), "--vendor", "msgine", "--rates", str(RATES), "--at", AT),
    ]
    made = []
    for args in runs:
        done = run("preflight", *args, "--json")
        assert done.returncode == 0, done.stderr
        made.append(json.loads(done.stdout))
    rows = septet.preflight([("+256701521269", "hello"), ("12", "a")], vendor="msgine")
    made.append(json.loads(rows.to_json()))
    return made


def test_real_reports_are_valid(schema: dict[str, Any], tmp_path: Path) -> None:
    made = reports(tmp_path)
    validator = jsonschema.Draft202012Validator(schema)
    for report in made:
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]
        assert errors == []
        # the schema may stay open for later keys; what is written today it describes
        assert set(report) <= set(schema["properties"])
    assert any(report["savings"] for report in made)
    assert any(report["savings"] is None for report in made)
    assert any(report["length"] is None for report in made)
    assert any("x-points" in report["cost"] for report in made)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("cost", "USD", "total", "min"), 41.66),
        (("cost", "USD", "total", "min"), "1e3"),
        (("findings", 0, "severity"), "fatal"),
        (("inputs", 0, "sha256"), "00"),
        (("savings", 0, "change"), {}),
        (("statuses",), {"lost": 1}),
        (("rows",), -1),
    ],
)
def test_a_report_that_is_none_is_refused(
    schema: dict[str, Any], path: tuple[Any, ...], value: Any
) -> None:
    done = run(
        *("preflight", str(EXAMPLE), "--vendor", "msgine", "--rates", str(RATES)),
        *("--at", AT, "--json"),
    )
    report = json.loads(done.stdout)
    place = report
    for key in path[:-1]:
        place = place[key]
    assert path[-1] in place if isinstance(place, dict) else True
    place[path[-1]] = value
    assert not jsonschema.Draft202012Validator(schema).is_valid(report)


def test_savings_of_a_file(tmp_path: Path) -> None:
    rates = septet.RateCard.from_csv(
        "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
        "record,id,country,price\nrate,r1,UG,0.05\n"
    )
    text = "It’s " + "a" * 66
    path = tmp_path / "list.csv"
    path.write_text("to,text\n" + f"+256701521269,{text}\n" * 4 + "+256701521269,b\n")
    check = septet.Preflight("msgine", rates)
    report = check.file(path)
    assert report.savings is not None and report.length is not None
    best = report.savings[0]
    assert (best.messages, best.segments) == (4, 4)
    saving = best.money["EUR"]
    assert [str(saving.before), str(saving.after)] == ["0.45", "0.25"]
    assert (str(saving.saved), str(saving.percent)) == ("0.2", "44.44")
    assert {"’": "'"} in [one.replace for one in report.savings]
    assert ("substitute", "septet") in [one.option for one in report.savings]
    assert (report.length.min, report.length.typical, report.length.max) == (1, 2, 2)
    assert [row.row for row in report.length.longest] == [1, 2, 3, 4]
    # the change made, and the file judged again
    path.write_text(path.read_text().replace("’", "'"))
    assert check.file(path).cost["EUR"].total.expected == saving.after
    assert check.file(path, what_if=False).savings is None
    rows = [("+256701521269", text)] * 4 + [("+256701521269", "b")]
    assert check.rows(rows).savings is None
    assert check.rows(rows, what_if=True).savings == report.savings
    assert check.rows(iter(rows), what_if=True).savings is None
    # in parts, which try what all of them have seen
    halves = [rows[:2], rows[2:]]
    counts = [check.count(half) for half in halves]
    parts = [check.part(half, counts=counts, part_index=i) for i, half in enumerate(halves)]
    assert septet.merge(parts).savings == report.savings
