"""The examples in docstrings run, and everything public has one sentence at least."""

from __future__ import annotations

import ast
import doctest
import importlib.metadata
import inspect as python_inspect
import re
from enum import Enum
from types import MemberDescriptorType, ModuleType
from typing import cast

import pytest
from conftest import ROOT, need

import septet
from septet import _septet


def public() -> list[object]:
    return [getattr(septet, name) for name in septet.__all__ if not name.startswith("__")]


def documented() -> dict[str, object]:
    """Everything public by its name: functions, classes, and what is callable of these."""
    found: dict[str, object] = {}
    for item in public():
        name = getattr(item, "__name__", repr(item))
        found[name] = item
        if isinstance(item, type) and not issubclass(item, (Enum, Exception)):
            inner = {part for part in vars(item) if not part.startswith("_")}
            found |= {f"{name}.{part}": getattr(item, part) for part in sorted(inner)}
    return found


# classes and functions of Rust have no module that doctest could search
EXAMPLES = {
    name: doctest.DocTestParser().get_examples(python_inspect.getdoc(item) or "")
    for name, item in documented().items()
    if not isinstance(item, MemberDescriptorType)  # a field of a dataclass: no docstring of its own
}
ENGINES = {name for name, given in EXAMPLES.items() if any("import polars" in one.source for one in given)}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.engines] if name in ENGINES else [])
        for name, given in EXAMPLES.items()
        if given
    ],
)
def test_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in ENGINES:
        need("polars")
    monkeypatch.chdir(ROOT)  # they name files of examples/
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(doctest.DocTest(EXAMPLES[name], {"septet": septet}, name, None, None, None))
    assert runner.failures == 0


def test_every_function_and_method_is_called_in_an_example() -> None:
    sources = "".join(one.source for given in EXAMPLES.values() for one in given)
    called = set(re.findall(r"\b(\w+)\(", sources))
    callables = [name for name, item in documented().items() if callable(item) and not isinstance(item, type)]
    assert len(callables) > 60
    assert [name for name in callables if name.split(".")[-1] not in called] == []


def test_everything_is_documented() -> None:
    assert isinstance(_septet, ModuleType)
    for name, item in documented().items():
        assert isinstance(item, MemberDescriptorType) or python_inspect.getdoc(item), name


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
