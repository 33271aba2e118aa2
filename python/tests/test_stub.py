"""The stub shows an editor what ``help`` shows: its docstrings are those of the compiled module.

``SEPTET_UPDATE=1 .venv/bin/python -m pytest python/tests/test_stub.py`` writes them.
"""

from __future__ import annotations

import ast
import inspect as python_inspect
import os
import textwrap
from collections.abc import Iterator

from conftest import ROOT

from septet import _septet

FILE = ROOT / "python" / "python" / "septet" / "_septet.pyi"

Node = ast.ClassDef | ast.FunctionDef


def nodes(body: list[ast.stmt], of: object) -> Iterator[tuple[Node, str]]:
    """Every public class, function, method and property of a body, and its docstring in the module;
    of a function with several signatures the first."""
    seen = set()
    for node in body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)) or node.name.startswith("_"):
            continue
        item = getattr(of, node.name, None)
        if item is None or node.name in seen:
            continue
        seen.add(node.name)
        yield node, python_inspect.getdoc(item) or ""
        if isinstance(node, ast.ClassDef):
            yield from nodes(node.body, item)


def quoted(text: str, indent: str) -> str:
    """A docstring as it stands in a file."""
    prefix = "r" if "\\" in text else ""
    end = "\n" if "\n" in text else ""
    return textwrap.indent(f'{prefix}"""{text}{end}"""', indent, lambda line: line != "\n")


def with_docstrings(stub: str) -> str:
    """The stub with the docstrings of the module in the place of its own."""
    lines = stub.splitlines()
    for node, text in reversed(list(nodes(ast.parse(stub).body, _septet))):
        first = node.body[0]
        made = quoted(text, " " * (node.col_offset + 4))
        if isinstance(node, ast.FunctionDef):
            head = lines[first.lineno - 1][: first.col_offset].rstrip()
            lines[first.lineno - 1 : first.end_lineno] = [head, made] if head else [made]
        elif ast.get_docstring(node) is not None:
            lines[first.lineno - 1 : first.end_lineno] = [made]
        else:
            decorators = getattr(first, "decorator_list", [])
            above = min([first, *decorators], key=lambda one: one.lineno).lineno - 1
            lines[above:above] = [made, ""]
    return "\n".join(lines) + "\n"


def test_docstrings_of_the_stub_are_those_of_the_module() -> None:
    stub = FILE.read_text(encoding="utf-8")
    made = with_docstrings(stub)
    if os.environ.get("SEPTET_UPDATE"):
        FILE.write_text(made, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == made, "run this test with SEPTET_UPDATE=1"
    assert made.count('"""') > 300, "the stub lost its docstrings"
