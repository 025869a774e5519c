"""Digests of bytes, of values, of files, and of this program: equal digests, equal bytes."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.disk import reading

LIBRARIES = (
    "brotli",
    "Jinja2",
    "Markdown",
    "mkdocs",
    "pikepdf",
    "pydantic",
    "pydantic_core",
    "pypinyin",
    "PyYAML",
    "qrcode",
    "typst",
)
"""Libraries whose release shows in what is read, or in the bytes that are made."""


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest(value: object, unlike_json: Callable[[Any], Any] | None = None) -> str:
    """Return the digest of a value that JSON can write; `unlike_json` says what it writes of what it does not know."""
    return sha256(json.dumps(value, sort_keys=True, default=unlike_json).encode())


def digest_of_files(root: Path, files: Iterable[Path]) -> str:
    """Return one digest of files and of their paths below `root`."""
    return digest({file.relative_to(root).as_posix(): digest_of_file(file) for file in sorted(files)})


def digest_of_file(file: Path) -> str:
    """Return the digest of a file's bytes; where it cannot be read, or is none, why: whoever loads it will say so."""
    try:
        return reading.sha256_of(file)
    except OSError as error:
        return f"unreadable {error.errno}"


@cache
def program() -> str:
    """Return the digest of this program, of the Python it runs on, and of the libraries that show in what it does."""
    folder = Path(__file__).parents[1]
    modules = {file[len(str(folder)) :]: digest_of_file(Path(file)) for file in _modules_below(str(folder))}
    return digest([modules, platform.python_version(), [version(library) for library in LIBRARIES]])


def _modules_below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _modules_below(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path
