"""Writes pyarrow.parquet, and its rows in two files: `make_pyarrow.py FOLDER`. Needs pyarrow."""

import datetime
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

UTC = datetime.timezone.utc
EAST = datetime.timezone(datetime.timedelta(hours=3))
table = pa.table(
    {
        "to": pa.array([256700000001, 256700000002, 256700000003], pa.uint64()),
        "text": pa.array(["Hello", "It\u2019s 5 \u20ac", None]).dictionary_encode(),
        "time": pa.array(
            [
                datetime.datetime(2026, 7, 1, 12, 30, tzinfo=EAST),
                None,
                datetime.datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
            ],
            pa.timestamp("ms", "UTC"),
        ),
    }
)
folder = pathlib.Path(sys.argv[1])
for name, rows in [
    ("pyarrow", table),
    ("pyarrow_first", table.slice(0, 2)),
    ("pyarrow_second", table.slice(2)),
]:
    pq.write_table(rows, folder / f"{name}.parquet", row_group_size=2, compression="zstd")
