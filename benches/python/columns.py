"""Messages per second from Python, in one run: a loop, list[str], and Arrow columns of several
libraries, rivals on the same texts, and the same batch in Rust. See benches/README.md.

    python benches/python/columns.py [rows] [path of the binary `columns` of benches]

The pieces take turns, round after round, and each counts by its best round.
"""

from __future__ import annotations

import importlib
import subprocess
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


class Table:
    """Pieces of work that take turns."""

    def __init__(self) -> None:
        self.pieces: dict[str, tuple[Callable[[], Any], int]] = {}
        self.rates: dict[str, float] = {}

    def add(self, name: str, run: Callable[[], Any], rows: int = ROWS) -> None:
        self.pieces[name] = run, rows

    def run(self, rounds: int = 5) -> None:
        for _ in range(rounds):
            for name, (run, rows) in self.pieces.items():
                started = time.perf_counter()
                run()
                rate = rows / (time.perf_counter() - started) / 1e6
                self.rates[name] = max(rate, self.rates.get(name, 0.0))

    def show(self, of: str) -> None:
        for name, rate in self.rates.items():
            print(f"{name:28} {rate:9.3f} M rows/s {rate / self.rates[of]:8.3f} of {of}")


def module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name:28} not installed")
        return None


def computed(found: septet.Batch | septet.BatchStream) -> int:
    """The rows of a result, after all of it is there."""
    return len(found) if isinstance(found, septet.Batch) else sum(len(batch) for batch in found)


def arrow(column: Any) -> int:
    return computed(septet.count_batch(column))


def rust(table: Table, what: str, answer: int) -> str:
    """The best rounds of the same batch in Rust, into its own types and into the same columns; the
    answers are compared."""
    ran = subprocess.run([sys.argv[2], str(ROWS)], check=True, capture_output=True, text=True)
    lines = {line.split()[0]: line.split()[1:] for line in ran.stdout.splitlines()}
    for name, line in (("Rust", what), ("Rust, same columns", f"{what}_columns")):
        rate, found = lines[line]
        assert int(found) == answer, (found, answer)
        table.rates[name] = max(float(rate), table.rates.get(name, 0.0))
    return "Rust, same columns"


def texts() -> None:
    table = Table()
    found = septet.count_batch(TEXTS)["segments"].to_list()
    few = TEXTS[: ROWS // 10]
    assert [septet.inspect(text).segments for text in few] == found[: len(few)]
    of = rust(table, "text", sum(found)) if len(sys.argv) > 2 else "list[str]"
    table.add("list[str]", lambda: arrow(TEXTS))
    table.add("loop of inspect", lambda: [septet.inspect(text).segments for text in few], len(few))
    if pyarrow := module("pyarrow"):
        column = pyarrow.array(TEXTS)
        table.add("pyarrow", lambda: arrow(column))
        view = column.cast(pyarrow.string_view())
        table.add("pyarrow string_view", lambda: arrow(view))
        names = column.dictionary_encode()
        table.add("pyarrow dictionary", lambda: arrow(names))
    if polars := module("polars"):
        series = polars.Series(TEXTS)
        table.add("polars", lambda: arrow(series))
    if pandas := module("pandas"):
        frame = pandas.Series(TEXTS, dtype="str")
        table.add("pandas", lambda: arrow(frame))
    if smsutil := module("smsutil"):
        table.add("smsutil.split", lambda: [smsutil.split(text) for text in TEXTS[:2000]], 2000)
    table.run()
    if len(sys.argv) > 2:
        rust(table, "text", sum(found))
    table.show(of)


def numbers() -> None:
    table = Table()
    given = [f"+2567{n:08}" for n in range(ROWS)]
    valid = septet.parse_number_batch(given)["valid"].to_list()
    of = rust(table, "number", sum(valid)) if len(sys.argv) > 2 else "list[str]"
    table.add("list[str]", lambda: septet.parse_number_batch(given))
    few = given[: ROWS // 10]
    table.add("loop of parse_number", lambda: [septet.parse_number(n) for n in few], len(few))
    if pyarrow := module("pyarrow"):
        column = pyarrow.array(given)
        table.add("pyarrow", lambda: septet.parse_number_batch(column))
    if polars := module("polars"):
        series = polars.Series(given)
        table.add("polars", lambda: computed(septet.parse_number_batch(series)))
    if pandas := module("pandas"):
        frame = pandas.Series(given, dtype="str")
        table.add("pandas", lambda: computed(septet.parse_number_batch(frame)))
    if phonenumbers := module("phonenumbers"):

        def judged(some: list[str]) -> list[bool]:
            return [phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in some]

        assert judged(given[:500]) == valid[:500]
        table.add("phonenumbers", lambda: judged(given[:2000]), 2000)
    table.run()
    if len(sys.argv) > 2:
        rust(table, "number", sum(valid))
    table.show(of)


print("texts")
texts()
print("numbers")
numbers()
