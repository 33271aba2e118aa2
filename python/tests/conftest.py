"""Fixtures of all tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "core" / "tests" / "vectors"


def vectors(name: str) -> Iterator[dict[str, Any]]:
    """The golden cases of a file of core/tests/vectors."""
    with (VECTORS / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
