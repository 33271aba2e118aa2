"""The examples in docstrings run, and everything public has one sentence at least."""

from __future__ import annotations

import ast
import doctest
import importlib.metadata
import inspect as python_inspect
import re
from types import ModuleType

from conftest import ROOT

import septet
from septet import _septet


def public() -> list[object]:
    return [getattr(septet, name) for name in septet.__all__ if not name.startswith("__")]


def test_examples_run() -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    count = 0
    for item in public():
        name = getattr(item, "__name__", repr(item))
        # classes and functions of Rust have no module that doctest could search
        text = python_inspect.getdoc(item) or ""
        examples = doctest.DocTestParser().get_examples(text)
        if examples:
            globs = {"septet": septet}
            runner.run(doctest.DocTest(examples, globs, name, None, None, text))
            count += len(examples)
    assert runner.failures == 0
    assert count >= 4


def test_everything_is_documented() -> None:
    assert isinstance(_septet, ModuleType)
    for item in public():
        assert python_inspect.getdoc(item), item


def test_all_names_are_public_and_sorted() -> None:
    assert set(septet.__all__) <= set(dir(septet))
    assert sorted(septet.__all__) == sorted(set(septet.__all__))


def test_the_readme_says_what_happens() -> None:
    text = (ROOT / "python" / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.S)
    names: dict[str, object] = {}
    shown: list[object] = []
    for node in ast.parse(code).body:
        source = ast.unparse(node)
        if isinstance(node, ast.Expr):
            shown.append(eval(source, names))  # our own file
        else:
            exec(source, names)
    assert len(shown) == 3
    for value in shown:
        assert f"# {value!r}" in code


def test_licences_are_installed() -> None:
    files = [str(path) for path in importlib.metadata.files("septet") or []]
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE"):
        assert any(path.endswith(f"licenses/{name}") for path in files), name
