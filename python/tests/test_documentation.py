"""The examples in docstrings run, and everything public has one sentence at least."""

from __future__ import annotations

import ast
import doctest
import importlib.metadata
import inspect as python_inspect
import re
from types import ModuleType
from typing import cast

import pytest
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


def python_of(file: str) -> list[str]:
    """The examples in a document."""
    return re.findall(r"```python\n(.*?)```", (ROOT / file).read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize(("file", "count"), [("README.md", 3), ("python/README.md", 3)])
def test_a_readme_says_what_happens(file: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    [code] = python_of(file)
    names: dict[str, object] = {}
    shown: list[object] = []
    for node in ast.parse(code).body:
        source = ast.unparse(node)
        if isinstance(node, ast.Expr):
            shown.append(eval(source, names))  # our own file
        else:
            exec(source, names)
    assert len(shown) == count
    if file == "README.md":  # the last expression shows a report's attributes, in words
        cost, findings = cast("tuple[dict[str, object], tuple[object, ...]]", shown.pop())
        assert list(cost) == ["USD"] and len(findings) > 5
    for value in shown:
        assert f"# {value!r}" in code


def test_the_guide_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    file = "core/src/guide/bindings.md"
    [first, second] = python_of(file)
    exec(first, {})  # our own file
    lines = capsys.readouterr().out.splitlines()
    text = (ROOT / file).read_text(encoding="utf-8")
    [said] = re.findall(r"That prints (.*?)\.\n", text, re.S)
    assert lines == re.findall(r"`(.*?)`", said)
    exec(second, {})
    assert "Batch" in capsys.readouterr().out


def test_licences_are_installed() -> None:
    files = [str(path) for path in importlib.metadata.files("septet") or []]
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE"):
        assert any(path.endswith(f"licenses/{name}") for path in files), name
