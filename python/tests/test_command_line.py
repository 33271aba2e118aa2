"""The console script, ``python -m septet`` and redirected streams."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import septet
from septet import _septet
from septet.__main__ import main

RECORD = json.dumps({"input": "+256701521269", "default_region": None})


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "septet", *arguments], input=given, capture_output=True, text=True, check=False
    )


def test_it_is_the_rust_command_line() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"septet {septet.__version__}")
    wrong = run("no-such-command")
    assert wrong.returncode == 2 and "no-such-command" in wrong.stderr and wrong.stdout == ""


def test_the_console_script_is_installed() -> None:
    script = Path(sysconfig.get_path("scripts")) / "septet"
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == run("--version").stdout


def test_a_filter_answers_every_line() -> None:
    done = run("number", "--jsonl", given=f"{RECORD}\nnot json\n{RECORD}\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [a.get("calling_code") for a in answers] == [256, None, 256]
    assert answers[1]["error"]["kind"] == "syntax"


def test_streams_without_a_buffer_are_written_as_text() -> None:
    out, err = io.StringIO(), io.StringIO()
    arguments = ["septet", "number", "--jsonl"]
    status = _septet.run_command_line(arguments, io.StringIO(f"{RECORD}\n{{\"input\": \"ü\"}}\n"), out, err)
    assert status == 0 and err.getvalue() == ""
    assert len(out.getvalue().splitlines()) == 2


def test_streams_with_a_buffer_are_written_as_octets() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    status = _septet.run_command_line(["septet", "--version"], sys.stdin, out, io.StringIO())
    assert status == 0
    assert out.buffer.getvalue() == f"septet {septet.__version__}\n".encode()


def test_main_uses_the_streams_of_sys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["anything", "--version"])
    assert main() == 0
    assert capsys.readouterr().out == f"septet {septet.__version__}\n"


class Broken(io.StringIO):
    def write(self, text: str, /) -> int:
        raise BrokenPipeError(32, "the reader has gone")


def test_a_reader_that_has_gone_is_no_error() -> None:
    given = io.StringIO(f"{RECORD}\n" * 10)
    assert _septet.run_command_line(["septet", "number", "--jsonl"], given, Broken(), io.StringIO()) == 0


class Full(io.StringIO):
    def write(self, text: str, /) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_an_error() -> None:
    given = io.StringIO(f"{RECORD}\n")
    with pytest.raises(OSError, match="No space left"):
        _septet.run_command_line(["septet", "number", "--jsonl"], given, Full(), io.StringIO())
