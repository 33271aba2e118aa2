"""The examples in docstrings run, and everything public has one sentence at least."""

from __future__ import annotations

import doctest
import inspect as python_inspect
from types import ModuleType

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
