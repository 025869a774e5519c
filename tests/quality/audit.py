"""Ask whether a locked package has a known vulnerability: `python3 -m tests.quality.audit`. Names it, and exits 1.

It needs nothing but Python and pip: pip-audit comes from a lock of its own into a folder that is thrown away. Its exit
code is no answer: 1 is a vulnerability as well as a service that is not reached, 0 also that the service knows none of
the packages. So what it wrote is read. Where nobody can be asked, one line says why, and that is no failure; an audit
that is broken, by a hash that differs or by words that pip-audit does not take, is one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Any, NamedTuple

from generator.setup_and_run import PYTHON, ROOT, has_pip

LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "develop", "audit")}
SERVICES = ("pypi", "osv")
SECONDS = 60.0
"""How long all of it may take; a quiet machine needs a quarter of that."""

REASON = 120
"""Characters of a reason that are told; an error of the network goes on for lines."""

ACCEPTED: Mapping[str, str] = {}
"""Vulnerabilities by id that cannot hurt here and are mended in no release yet, and why they cannot."""

LOCKED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)==([^\s;]+)( ;[^\\]+)? \\")
UNREACHED = re.compile(
    r"requests\.exceptions\.|ConnectionError|ServiceError|Could not connect|not redirecting"
    r"|No matching distribution found|[Tt]imed out"
)
"""What pip and pip-audit say where there is no network, or something else stands in the service's place."""


class Answer(NamedTuple):
    """What a service said: vulnerabilities in words, and the names of packages that it could not say anything of."""

    vulnerable: tuple[str, ...]
    unknown: tuple[str, ...]


class Unasked(Exception):
    """Nobody could be asked, and why."""


class Broken(Exception):
    """The audit itself is broken, and how."""


def locked(lock: Path) -> dict[str, str]:
    """Return the packages of a lock file with their versions, whichever system they are for."""
    lines = [line for line in lock.read_text("utf-8").splitlines() if line and line[0] not in " #"]
    matches = [LOCKED.fullmatch(line) for line in lines]
    unread = [line for line, match in zip(lines, matches, strict=True) if not match]
    if unread:
        raise Broken(f"{lock.name}: {unread[0]}")
    return {match[1]: match[2] for match in matches if match}


def judge(written: str, packages: Mapping[str, str], accepted: Iterable[str] = ACCEPTED) -> Answer:
    """Return what pip-audit's JSON says of the packages. Raises ValueError where it is no such JSON."""
    answers = {answer["name"]: answer for answer in json.loads(written)["dependencies"]}
    known = {name for name, answer in answers.items() if answer.get("version") == packages.get(name)}
    sentences = [sentence for name in sorted(known) for sentence in vulnerabilities(answers[name], set(accepted))]
    return Answer(tuple(sentences), tuple(sorted(packages.keys() - known)))


def vulnerabilities(answer: Mapping[str, Any], accepted: set[str]) -> Iterator[str]:
    """Yield package, version and id of each vulnerability that is not accepted, and the releases that mend it."""
    for vulnerability in answer["vulns"]:
        ids = [vulnerability["id"], *sorted(vulnerability["aliases"])]
        if not accepted.intersection(ids):
            mended = ", ".join(vulnerability["fix_versions"]) or "no release yet"
            yield f"{answer['name']} {answer['version']}: {' = '.join(ids)}; mended in: {mended}"


def complaint(said: str) -> Exception:
    """Return what pip or pip-audit stopped at: that nobody was reached, or else that the audit is broken."""
    errors = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("WARNING")]
    reason = next((line for line in errors if line.startswith("ERROR")), errors[-1] if errors else "it said nothing")
    unreached = UNREACHED.search(said) and "DO NOT MATCH THE HASHES" not in said
    return (Unasked if unreached else Broken)(shorten(reason, REASON, placeholder=" …"))


def run(folder: Path, until: float, *words: str) -> tuple[int, str, str]:
    """Run a module of Python that sees what is in a folder and no other library; its exit code and what it wrote."""
    python = sys.executable if has_pip() else str(PYTHON)
    alone = () if words[0] == "pip" else ("-S",)
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [python, *alone, "-m", *words],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=max(until - time.monotonic(), 0.1),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unasked(f"{words[0]} did not end within {SECONDS:.0f} seconds") from None
    return done.returncode, done.stdout, done.stderr


def install(folder: Path, until: float) -> None:
    """Put pip-audit into a folder, as its lock says. Raises Unasked or Broken."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-compile", "--timeout=5", "--retries=1")
    exact = ("--no-deps", "--require-hashes", "--only-binary=:all:", f"--requirement={LOCKS['audit']}")
    code, _, said = run(folder, until, "pip", "install", *quiet, *exact, f"--target={folder}")
    if code:
        raise complaint(said)


def ask(service: str, packages: Mapping[str, str], folder: Path, until: float) -> Answer:
    """Return what one service says of the packages. Raises Unasked or Broken."""
    lines = folder / "packages.txt"
    lines.write_text("".join(f"{name}=={version}\n" for name, version in packages.items()), "utf-8")
    words = ("--disable-pip", "--no-deps", "--progress-spinner=off", "--desc=off", "--timeout=5", "--format=json")
    _, written, said = run(folder, until, "pip_audit", *words, f"--vulnerability-service={service}", "-r", str(lines))
    try:
        answer = judge(written, packages)
    except ValueError:
        raise complaint(said) from None
    if len(answer.unknown) == len(packages):
        raise Unasked(f"knows none of the {len(packages)} packages")
    return answer


def first_answer(packages: Mapping[str, str], folder: Path, until: float) -> Answer:
    """Return what the first service says that can be asked. Raises Unasked, or Broken where one of them is."""
    reasons = []
    for service in SERVICES:
        try:
            return ask(service, packages, folder, until)
        except Unasked as reason:
            reasons.append(f"{service}: {reason}")
    raise Unasked("; ".join(reasons))


def main() -> int:
    """Ask about every locked package and print the answer; return 1 where one is vulnerable or the audit broken."""
    until = time.monotonic() + SECONDS
    try:
        packages = {name: version for lock in LOCKS.values() for name, version in locked(lock).items()}
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            install(Path(folder), until)
            answer = first_answer(packages, Path(folder), until)
    except Unasked as reason:
        print(f"nobody could be asked for known vulnerabilities: {reason}")
        return 0
    except Broken as reason:
        print(f"the audit is broken: {reason}")
        return 1
    print(*answer.vulnerable, sep="\n", end="\n" if answer.vulnerable else "")
    unknown = f"; nothing is known of: {', '.join(answer.unknown)}" if answer.unknown else ""
    print(f"{len(packages)} locked packages; known vulnerabilities: {len(answer.vulnerable)}{unknown}")
    return 1 if answer.vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
