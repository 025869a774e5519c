"""Run a command and say what it cost: CPU seconds with all it starts, wall seconds, and peak memory."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import resource

BYTES = 1 if sys.platform == "darwin" else 1024
"""The unit of `ru_maxrss`."""

PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""


class Cost(NamedTuple):
    """What one run of a command cost: `system` is the kernel's part of `cpu`, `peak` the largest process's, in MB.

    `sheets` is how many PDFs it wrote, where these were counted.
    """

    cpu: float
    system: float
    wall: float
    peak: float
    sheets: int | None = None


class CommandFailed(Exception):
    """A command that was to be measured gave up; the message is what it said."""


def run(*command: str | Path, cwd: Path | None = None) -> Cost:
    """Run a command to its end. Raises CommandFailed where its exit status is not 0.

    A small process of its own starts it and waits for it: a child's peak begins at its parent's size.
    """
    words = [sys.executable, "-I", "-S", __file__, *map(str, command)]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(f"{' '.join(map(str, command))}\n{done.stderr.strip()}")
    return Cost(**json.loads(done.stdout))


def main(command: list[str]) -> int:
    """Measure the command and print its cost as JSON; what it prints itself goes to stderr."""
    adopt_orphans()
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    spent = [used, *(used for _, _, used in iter(wait_for_any, None))]
    system = sum(used.ru_stime for used in spent)
    cpu = system + sum(used.ru_utime for used in spent)
    print(json.dumps(Cost(cpu, system, wall, max(used.ru_maxrss for used in spent) * BYTES / 1e6)._asdict()))
    return os.waitstatus_to_exitcode(status)


def adopt_orphans() -> None:
    """Become, on Linux, the parent of processes that the command leaves behind: a server that forks workers is one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_any() -> tuple[int, int, resource.struct_rusage] | None:
    """Wait for a child to end, and say what it spent; None where there is no child any more."""
    try:
        return os.wait3(0)
    except ChildProcessError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
