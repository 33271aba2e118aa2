"""DataFusion: SQL functions.

>>> import datafusion
>>> from septet.engines.datafusion import register
>>> context = register(datafusion.SessionContext())
>>> context.sql("SELECT septet_count('It’s here')['segments'] AS n").to_pydict()
{'n': [1]}
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import datafusion
import pyarrow

import septet

__all__ = ["register"]


def register(
    context: datafusion.SessionContext, region: str | None = None, **options: Any
) -> datafusion.SessionContext:
    """Adds ``septet_count(text)`` and ``septet_number(number)`` to a context.

    ``options`` are those of ``septet.count_batch``, ``region`` that of
    ``septet.parse_number_batch``. Both functions give a struct of that result's columns.
    """

    def add(name: str, kernel: Callable[[Any], Any]) -> None:
        # no rows tell the type, and whether the options can be had
        result = pyarrow.array(kernel([])).type
        context.register_udf(
            datafusion.udf(
                lambda texts: pyarrow.array(kernel(texts)),
                [pyarrow.string_view()],
                result,
                "immutable",
                name,
            )
        )

    add("septet_count", lambda texts: septet.count_batch(texts, **options))
    add("septet_number", lambda texts: septet.parse_number_batch(texts, region))
    return context
