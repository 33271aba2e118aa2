"""Spark: DataFrames and SQL functions. The work is done on the executors, batch by batch.

    from septet.engines import spark

    counted = spark.count(messages, "text")          # adds a struct column "septet"
    counted.groupBy("septet.encoding").sum("septet.segments")
    report = spark.preflight(messages, septet.Preflight("msgine", "rates.csv"))
"""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark import TaskContext
from pyspark.sql.functions import arrow_udf
from pyspark.sql.types import StructType

import septet

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["count", "number", "preflight", "register", "verdicts"]

COUNT = (
    "encoding string, units int, segments int, locking tinyint, single tinyint, error string"
)
VERDICT = (
    "status string, number string, country string, encoding string, units int, segments int, "
    "sender string, rate string, currency string, cost decimal(38, 9), cost_min decimal(38, 9), "
    "cost_max decimal(38, 9), findings array<string>, error string"
)
NUMBER = (
    "e164 string, key bigint, valid boolean, possible string, region string, kind string, "
    "calling_code smallint, error string"
)


def count(frame: DataFrame, column: str, *, into: str = "septet", **options: Any) -> DataFrame:
    """Adds what ``septet.count_batch`` says of the texts of a column, as a struct ``into``."""
    septet.count_batch([], **options)  # options that cannot be had fail here, on the driver
    return _add(frame, column, into, COUNT, lambda texts: septet.count_batch(texts, **options))


def number(
    frame: DataFrame,
    column: str,
    *,
    into: str = "septet",
    region: str | None = None,
    **options: Any,
) -> DataFrame:
    """Adds what ``septet.parse_number_batch`` says of the numbers of a column, as a struct."""
    septet.parse_number_batch([], region, **options)
    kernel = lambda texts: septet.parse_number_batch(texts, region, **options)  # noqa: E731
    return _add(frame, column, into, NUMBER, kernel)


def verdicts(
    frame: DataFrame, check: septet.Preflight, *, columns: dict[str, str] | None = None
) -> DataFrame:
    """The verdict on each message of a frame: the columns of ``Preflight.batch``, in order."""

    def batches(rows: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for stream in _judged(rows, check, columns):
            yield from map(pyarrow.record_batch, stream)

    return frame.mapInArrow(batches, VERDICT)


def preflight(
    frame: DataFrame, check: septet.Preflight, *, columns: dict[str, str] | None = None
) -> septet.Report:
    """The report on all messages of a frame, by ``check``: each partition is judged where it lies,
    and the driver merges what was counted, to the last digit what one pass gives.

    Rows that findings name are counted in the order of the partitions. Duplicates and floods are
    not looked for. A card with graduated tiers is refused, whose prices depend on the order.
    """

    def batches(rows: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        place = TaskContext.get().partitionId()
        for stream in _judged(rows, check, columns):
            yield pyarrow.record_batch({"place": [place], "report": [pickle.dumps(stream.report())]})

    counted = frame.mapInArrow(batches, "place bigint, report binary").collect()
    reports = [pickle.loads(row.report) for row in sorted(counted, key=lambda row: row.place)]
    if not reports:
        return check.rows([])
    return septet.merge(reports)


def _judged(
    rows: Iterator[pyarrow.RecordBatch],
    check: septet.Preflight,
    columns: dict[str, str] | None,
) -> Iterator[septet.VerdictStream]:
    """One stream of verdicts over the batches of a partition; none over an empty one."""
    first = next(rows, None)
    if first is not None:
        all_rows = itertools.chain([first], rows)
        reader = pyarrow.RecordBatchReader.from_batches(first.schema, all_rows)
        yield check.batch(reader, columns=columns)


def register(spark: SparkSession, region: str | None = None, **options: Any) -> None:
    """Adds the SQL functions ``septet_count(text)`` and ``septet_number(number)``."""
    septet.count_batch([], **options)

    def add(name: str, result: str, kernel: Callable[[Any], Any]) -> None:
        def batch(texts: pyarrow.Array) -> pyarrow.Array:
            return pyarrow.array(kernel(texts))

        spark.udf.register(name, arrow_udf(batch, result))

    add("septet_count", COUNT, lambda texts: septet.count_batch(texts, **options))
    add("septet_number", NUMBER, lambda texts: septet.parse_number_batch(texts, region))


def _add(
    frame: DataFrame, column: str, into: str, result: str, kernel: Callable[[Any], Any]
) -> DataFrame:
    schema = StructType(list(frame.schema.fields)).add(into, StructType.fromDDL(result))

    def batches(rows: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in rows:
            found = pyarrow.array(kernel(batch.column(column)))
            yield batch.append_column(into, found)

    return frame.mapInArrow(batches, schema)
