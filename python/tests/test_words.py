"""The enums are the engine's lists: ``_status_words.py`` is made again and compared.

``SEPTET_UPDATE=1 .venv/bin/python -m pytest python/tests/test_words.py`` writes it.
"""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import septet
from septet import _septet

FILE = Path(septet.__file__).with_name("_status_words.py")


def generated() -> str:
    lists = _septet.word_lists()
    names = sorted(name for name, _, _ in lists)
    out = ['"""Words of the engine\'s lists. Made by tests/test_words.py: do not edit."""', ""]
    out += ["from __future__ import annotations", "", "from septet._words import Word", ""]
    out += ["__all__ = [", *(f'    "{name}",' for name in names), "]"]
    for name, meaning, words in lists:
        out += ["", "", f"class {name}(Word):", f'    """{meaning}"""']
        for word, meaning in words:
            out += ["", f'    {word.upper()} = "{word}"']
            text = textwrap.fill(f'"""{meaning}"""', 88, initial_indent="    ", subsequent_indent="    ")
            out.append(text)
    return "\n".join(out) + "\n"


def test_the_committed_words_are_the_engines() -> None:
    made = generated()
    if os.environ.get("SEPTET_UPDATE"):
        FILE.write_text(made, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == made, "run this test with SEPTET_UPDATE=1"


def test_members_are_words() -> None:
    assert isinstance(septet.State.DELIVERED, str)
    assert {"delivered": 1}[septet.State.DELIVERED] == 1
    assert str(septet.State.DELIVERED) == "delivered"
    assert septet.State("delivered") is septet.State.DELIVERED
