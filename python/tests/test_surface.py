"""The list of every public capability, ffi/surface.tsv, against Rust, Python, C and the command line."""

from __future__ import annotations

import operator
import re
import subprocess
import sys

import pytest
from conftest import ROOT

import septet

ROWS = [
    line.split("\t")
    for line in (ROOT / "ffi" / "surface.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def names(cell: str) -> list[str]:
    """The names of a cell; none where it says why there are none."""
    if cell.startswith("-"):
        assert re.fullmatch(r"-: .{10,}", cell), f"say why: {cell}"
        return []
    return cell.split(" ")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_python_has_it(row: list[str]) -> None:
    for name in names(row[2]):
        assert operator.attrgetter(name)(septet) is not None


def test_no_function_of_python_is_forgotten() -> None:
    listed = {name for row in ROWS for name in names(row[2])}
    public = {
        name
        for name in septet.__all__
        if callable(getattr(septet, name)) and not isinstance(getattr(septet, name), type)
    }
    assert public - listed == set()


def test_c_has_it_and_nothing_else() -> None:
    header = (ROOT / "ffi" / "include" / "septet.h").read_text(encoding="utf-8")
    functions = set(re.findall(r"^[\w \*]*?(septet_\w+)\(", header, re.M))
    listed = {name for row in ROWS for name in names(row[3])}
    assert listed == functions


def test_the_command_line_has_it() -> None:
    listed = {name for row in ROWS for name in names(row[4])}
    for name in sorted(listed):
        ran = subprocess.run([sys.executable, "-m", "septet", name, "--help"], capture_output=True)
        assert ran.returncode == 0, name


def test_rust_has_it() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("core", "campaign", "arrow")
        for path in (ROOT / folder / "src").rglob("*.rs")
    )
    for row in ROWS:
        for name in names(row[1]):
            item = name.split("::")[-1]
            public = rf"pub (const fn|fn|struct|enum|const|mod) {item}\b"
            made_by_a_macro = rf"\b{item} = \d"
            assert re.search(public, source) or re.search(made_by_a_macro, source), name
