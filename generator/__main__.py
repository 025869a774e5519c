"""Run `handbook`, also as `python -m generator`; whoever stops it, however early, is told so in one line."""

from __future__ import annotations

import signal
import sys

from generator.build.rubbish import collect_seldom, end_soon

STOPPED = 130
"""The exit code of what was stopped by Ctrl-C, as shells have it."""


def run() -> None:
    """Run the command line, which is imported here: that takes a moment, in which Ctrl-C may come as well."""
    collect_seldom()
    try:
        from generator.cli.main import main

        main()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second one ends what is left without a word
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        print("\n已经停下。", file=sys.stderr)
        sys.exit(STOPPED)
    finally:
        end_soon()


if __name__ == "__main__":
    run()
