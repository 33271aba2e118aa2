"""Fixtures of all tests."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import pytest
from golden_cases import ROOT as ROOT
from golden_cases import VECTORS as VECTORS
from golden_cases import vectors as vectors
from hypothesis import settings

# a slow machine is no fault of the package
settings.register_profile("septet", deadline=None)
settings.load_profile("septet")

_skipped: dict[str, str] = {}


def need(name: str) -> Any:
    """A library that tests use where it is installed: else the test is skipped, or fails where
    ``SEPTET_REQUIRE`` names the library."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        tool = name.split(".")[0]
        if tool in os.environ.get("SEPTET_REQUIRE", "").split():
            pytest.fail(f"{tool} is required and missing: {error}")
        pytest.skip(f"needs {tool}, which septet itself does not: python/requirements-engines.txt")


def differences(mine: Any, other: Any, path: str = "$") -> list[str]:
    """The places where two JSON values differ, a line each: short where a report is long."""
    if isinstance(mine, dict) and isinstance(other, dict) and mine.keys() == other.keys():
        return [line for key in mine for line in differences(mine[key], other[key], f"{path}.{key}")]
    if isinstance(mine, list) and isinstance(other, list) and len(mine) == len(other):
        pairs = enumerate(zip(mine, other, strict=True))
        return [line for index, (a, b) in pairs for line in differences(a, b, f"{path}[{index}]")]
    return [] if mine == other else [f"{path}: {str(mine)[:200]} is not {str(other)[:200]}"]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keeps what was skipped and why."""
    if report.skipped and isinstance(report.longrepr, tuple):
        _skipped[report.nodeid] = report.longrepr[2]


def pytest_sessionfinish() -> None:
    """Writes the skipped tests to the file that ``SEPTET_SKIPPED`` names: scripts/test lists them."""
    file = os.environ.get("SEPTET_SKIPPED")
    if file:
        lines = [f"{test}: {why}\n" for test, why in _skipped.items()]
        Path(file).write_text("".join(lines), encoding="utf-8")
