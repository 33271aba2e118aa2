"""septet inside data engines, each with the real engine."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT, need

import septet

pytestmark = pytest.mark.engines

TEXTS = ["hello", "It’s here", None, "a" * 161]
NUMBERS = ["+256701521269", "12", None, "0701521269"]


def counted(name: str) -> list[Any]:
    """What septet says without an engine."""
    values: list[Any] = septet.count_batch(TEXTS)[name].to_list()
    return values


@pytest.mark.parametrize("engine", ["polars", "duckdb", "datafusion"])
def test_examples_in_documentation_run(engine: str) -> None:
    need(engine)
    need("pyarrow")
    module = need(f"septet.engines.{engine}")
    found = doctest.testmod(module)
    assert found.attempted > 0 and found.failed == 0


def test_polars_expressions_are_lazy() -> None:
    pl = need("polars")
    need("septet.engines.polars")
    frame = pl.LazyFrame({"text": TEXTS, "to": NUMBERS})
    found = frame.select(
        pl.col("text").septet.count().struct.unnest(),
        pl.col("to").septet.number("UG").struct.field("region"),
    )
    assert found.collect_schema()["units"] == pl.Int32
    made = found.collect()
    assert made["segments"].to_list() == counted("segments") == [1, 1, None, 2]
    assert made["region"].to_list() == ["UG", "UG", None, "UG"]
    with pytest.raises(septet.TextError):
        pl.col("text").septet.count(languages="xx")


def test_polars_groups_and_chunks() -> None:
    pl = need("polars")
    need("septet.engines.polars")
    frame = pl.concat([pl.DataFrame({"text": TEXTS}), pl.DataFrame({"text": ["€"]})], rechunk=False)
    made = frame.with_columns(pl.col("text").septet.count(max_segments=1).alias("found")).unnest("found")
    assert made["error"].to_list() == [None, None, None, "too_many_segments", None]


def test_duckdb_functions() -> None:
    duckdb = need("duckdb")
    need("pyarrow")
    register = need("septet.engines.duckdb").register
    connection = register(duckdb.connect(), region="UG", languages="all")
    connection.execute("CREATE TABLE m (text VARCHAR, number VARCHAR)")
    connection.executemany("INSERT INTO m VALUES (?, ?)", list(zip(TEXTS, NUMBERS, strict=True)))
    query = "SELECT septet_count(text).segments, septet_number(number).region FROM m"
    rows = connection.sql(query).fetchall()
    assert rows == [(1, "UG"), (1, "UG"), (None, None), (2, "UG")]
    total = connection.sql("SELECT sum(septet_count('x' || i).units) FROM range(100000) r(i)")
    assert total.fetchall() == [(588_890,)]  # 488,890 digits and an x each


def test_datafusion_functions() -> None:
    datafusion = need("datafusion")
    pyarrow = need("pyarrow")
    register = need("septet.engines.datafusion").register
    context = register(datafusion.SessionContext(), region="UG")
    table = pyarrow.table({"text": TEXTS, "number": NUMBERS})
    context.register_record_batches("m", [table.to_batches()])
    query = "SELECT septet_count(text)['segments'] s, septet_number(number)['region'] r FROM m"
    found = context.sql(query).to_pydict()
    assert found == {"s": [1, 1, None, 2], "r": ["UG", "UG", None, "UG"]}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    need("pyspark")
    if "spark" not in os.environ.get("SEPTET_REQUIRE", "").split():
        pytest.skip("starts a Java machine for minutes: runs where SEPTET_REQUIRE names spark")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "3")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore::Warning")
def test_spark_columns_and_functions(spark: Any) -> None:
    from septet.engines import spark as engine

    rows = list(zip(TEXTS, NUMBERS, strict=True)) * 3
    frame = spark.createDataFrame(rows, "text string, number string").repartition(3)
    made = engine.number(engine.count(frame, "text"), "number", into="phone", region="UG")
    found = made.select("text", "septet.segments", "phone.region").collect()
    expected = dict(zip(TEXTS, zip(counted("segments"), ["UG", "UG", None, "UG"], strict=True), strict=True))
    assert len(found) == 12
    assert all((row.segments, row.region) == expected[row.text] for row in found)
    engine.register(spark, region="UG")
    frame.createOrReplaceTempView("m")
    total = spark.sql("SELECT sum(septet_count(text).segments) n FROM m").collect()
    assert total[0].n == 12
    with pytest.raises(septet.TextError):
        engine.count(frame, "text", languages="xx")


@pytest.mark.filterwarnings("ignore::Warning")
def test_spark_preflight_merges_to_the_report_of_the_whole(spark: Any) -> None:
    from septet.engines import spark as engine

    check = septet.Preflight("msgine", ROOT / "examples" / "rates.csv", sender="Shop")
    rows = [(number or "", text or "") for number, text in zip(NUMBERS, TEXTS, strict=True)] * 5
    frame = spark.createDataFrame(rows, "msisdn string, text string")
    report = engine.preflight(frame, check, columns={"to": "msisdn"})
    whole = check.rows(rows)
    for name in ("rows", "messages", "segments", "cost", "statuses", "countries", "lengths", "findings"):
        assert getattr(report, name) == getattr(whole, name), name
    found = engine.verdicts(frame, check, columns={"to": "msisdn"}).collect()
    assert [row.status for row in found] == [check.message(*row).status.value for row in rows]
    cost = sum(row.cost for row in found if row.cost is not None)
    assert cost == report.cost["USD"].total.expected
    empty = engine.preflight(frame.limit(0), check, columns={"to": "msisdn"})
    assert empty.rows == 0


@pytest.mark.filterwarnings("ignore::Warning")
def test_the_spark_example_runs(spark: Any) -> None:
    spark.stop()  # one session at a time listens on this machine
    test_examples_run("spark")


@pytest.mark.parametrize("name", ["polars", "duckdb", "datafusion"])
def test_examples_run(name: str) -> None:
    need("pyspark" if name == "spark" else name)
    need("pyarrow")
    ran = subprocess.run(
        [sys.executable, f"examples/engines/{name}_campaign.py"],
        cwd=ROOT,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    # as the command line says of the same file
    assert "950 messages, 1283 segments, 41.6629 USD\n9 of them" in ran.stdout, ran.stdout
