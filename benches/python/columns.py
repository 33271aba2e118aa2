"""Messages per second from Python, in one run: a loop, list[str], and Arrow columns of several
libraries, and rivals on the same texts. Build the wheel for release first; see benches/README.md.

    python benches/python/columns.py [rows]
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from typing import Any

import septet

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
KINDS = [
    "Your code is 123456. Do not share it with anyone.",
    "Dear Liam, thank you for shopping with us. You have collected 238 points, enough for a free "
    "delivery on your next order. Open kito.example/p to use them before the end of the month.",
    "Your table for 2 at Noor’s is confirmed for Friday 20:30. Reply C to cancel, R to rebook.",
    "Hallo Björn, Ihre Bestellung kommt heute vor 18:00 Uhr. Grüße",
]
TEXTS = [f"{KINDS[n % 4]} {n}" for n in range(ROWS)]
SEGMENTS = sum(septet.inspect(text).segments for text in TEXTS[:4000])


def best(run: Callable[[], int], rows: int, rounds: int = 5) -> float:
    """Million rows per second, the best of several rounds."""
    fastest = min(timed(run) for _ in range(rounds))
    return rows / fastest / 1e6


def timed(run: Callable[[], int]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name:24} not installed")
        return None


def arrow(column: Any) -> int:
    found = septet.count_batch(column)
    return len(found) if isinstance(found, septet.Batch) else sum(len(batch) for batch in found)


def show(name: str, rate: float) -> None:
    print(f"{name:24} {rate:8.3f} M rows/s")


def main() -> None:
    assert sum(septet.count_batch(TEXTS[:4000])["segments"].to_list()) == SEGMENTS
    few = TEXTS[: ROWS // 10]
    show("loop of inspect", best(lambda: sum(septet.inspect(text).segments for text in few), len(few)))
    show("list[str]", best(lambda: arrow(TEXTS), ROWS))
    pyarrow = module("pyarrow")
    if pyarrow:
        column = pyarrow.array(TEXTS)
        show("pyarrow", best(lambda: arrow(column), ROWS))
        view = column.cast(pyarrow.string_view())
        show("pyarrow string_view", best(lambda: arrow(view), ROWS))
    polars = module("polars")
    if polars:
        series = polars.Series(TEXTS)
        show("polars", best(lambda: arrow(series), ROWS))
    pandas = module("pandas")
    if pandas:
        frame = pandas.Series(TEXTS, dtype="str")
        show("pandas", best(lambda: arrow(frame), ROWS))
    numbers = [f"+2567{n:08}" for n in range(ROWS)]
    show("numbers, list[str]", best(lambda: len(septet.parse_number_batch(numbers)), ROWS))
    smsutil = module("smsutil")
    if smsutil:
        split = best(lambda: sum(len(smsutil.split(text).parts) for text in TEXTS[:2000]), 2000, 3)
        show("smsutil.split", split)
    phonenumbers = module("phonenumbers")
    if phonenumbers:

        def judged() -> int:
            parsed = (phonenumbers.parse(number) for number in numbers[:2000])
            return sum(map(phonenumbers.is_valid_number, parsed))

        show("phonenumbers", best(judged, 2000, 3))


main()
