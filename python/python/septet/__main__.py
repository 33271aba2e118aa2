"""The command line: the same one as the Rust binary's."""

from __future__ import annotations

import signal
import sys

from septet._septet import run_command_line


def main() -> int:
    """Runs ``septet`` on ``sys.argv`` and returns the exit status."""
    # Ctrl-C ends the program at once, as it ends the Rust binary: the engine holds no Python
    # frame that could notice a KeyboardInterrupt.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    status = run_command_line(["septet", *sys.argv[1:]], sys.stdin, sys.stdout, sys.stderr)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone (septet ... | head): nothing to report, and nothing left to flush
        sys.stdout = None
    return status


if __name__ == "__main__":
    sys.exit(main())
