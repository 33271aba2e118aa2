"""Spark: DataFrames and SQL functions. The work is done on the executors, batch by batch.

    from septet.engines import spark

    counted = spark.count(messages, "text")          # adds a struct column "septet"
    counted.groupBy("septet.encoding").sum("septet.segments")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark.sql.functions import arrow_udf
from pyspark.sql.types import StructType

import septet

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["count", "number", "register"]

COUNT = (
    "encoding string, units int, segments int, locking tinyint, single tinyint, error string"
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
