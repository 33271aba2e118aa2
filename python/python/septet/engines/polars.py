"""polars: expressions. Importing this module registers the namespace ``septet``.

>>> import polars, septet.engines.polars
>>> texts = polars.DataFrame({"text": ["hello", "It’s here"]})
>>> texts.select(polars.col("text").septet.count().struct.field("encoding")).to_series().to_list()
['gsm7', 'ucs2']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

import septet

__all__ = ["Namespace"]


@pl.api.register_expr_namespace("septet")
class Namespace:
    """What septet says of a column, as a struct; lazy, and computed in chunks."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def count(self, **options: Any) -> pl.Expr:
        """Encoding, units and segments of texts: see ``septet.count_batch``."""
        return self._map(lambda texts: septet.count_batch(texts, **options))

    def number(self, region: str | None = None, **options: Any) -> pl.Expr:
        """The verdicts on phone numbers: see ``septet.parse_number_batch``."""
        return self._map(lambda texts: septet.parse_number_batch(texts, region, **options))

    def _map(self, kernel: Callable[[Any], septet.Batch | septet.BatchStream]) -> pl.Expr:
        # no rows tell the type, and whether the options can be had, before the query runs
        result = pl.Struct(pl.DataFrame(kernel([])).schema)

        def chunk(texts: pl.Series) -> pl.Series:
            return pl.DataFrame(kernel(texts)).to_struct(texts.name)

        return self._expression.map_batches(chunk, return_dtype=result, is_elementwise=True)
