"""DuckDB: SQL functions.

>>> import duckdb
>>> from septet.engines.duckdb import register
>>> connection = register(duckdb.connect())
>>> connection.sql("SELECT septet_count('It’s here').segments").fetchall()
[(1,)]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow

import septet

__all__ = ["register"]

COUNT = (
    "STRUCT(encoding VARCHAR, units INTEGER, segments INTEGER, locking TINYINT, single TINYINT, "
    "error VARCHAR)"
)
NUMBER = (
    "STRUCT(e164 VARCHAR, key BIGINT, valid BOOLEAN, possible VARCHAR, region VARCHAR, "
    "kind VARCHAR, calling_code SMALLINT, error VARCHAR)"
)


def register(
    connection: duckdb.DuckDBPyConnection, region: str | None = None, **options: Any
) -> duckdb.DuckDBPyConnection:
    """Adds ``septet_count(text)`` and ``septet_number(number)`` to a connection.

    ``options`` are those of ``septet.count_batch``, ``region`` that of
    ``septet.parse_number_batch``. Both functions give a struct of that result's columns.
    """
    septet.count_batch([], **options)  # options that cannot be had fail here

    def add(name: str, kernel: Callable[[Any], Any], result: str) -> None:
        def chunk(texts: Any) -> Any:
            return pyarrow.table(kernel(texts)).to_struct_array().combine_chunks()

        types = [duckdb.sqltype("VARCHAR")], duckdb.sqltype(result)
        connection.create_function(name, chunk, *types, type="arrow", null_handling="special")

    add("septet_count", lambda texts: septet.count_batch(texts, **options), COUNT)
    add("septet_number", lambda texts: septet.parse_number_batch(texts, region), NUMBER)
    return connection
