"""The golden cases of core/tests/vectors, for the tests of Python and of C (ffi/tests/golden.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "core" / "tests" / "vectors"


def vectors(name: str) -> Iterator[dict[str, Any]]:
    """The golden cases of a file of core/tests/vectors."""
    with (VECTORS / name).open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


PLAIN_PROFILE = '{"schema": "septet.profile/1", "id": "v_plain", "name": "plain"}'
"""A vendor that says nothing: messages cost what the card says."""

PRICED_NUMBER = "+256701521269"
"""Where the texts with a price go."""


def card_of_text(case: dict[str, Any]) -> str:
    """The card of a text with a price, as JSON."""
    card = {
        "format": "septet-ratecard/1",
        "id": "c",
        "currency": "USD",
        "default_charge_unit": case["charge_unit"],
        "max_segments": 255,
        "rates": [{"id": "a", "country": "UG", "price": case["price"]}],
    }
    return json.dumps(card)
