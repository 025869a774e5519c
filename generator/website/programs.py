"""The programs that Jinja makes of templates, as texts, by what they are made of: the same is not made twice."""

from __future__ import annotations

import json

from generator.disk.digests import sha256

KNOWN: dict[str, str] = {}
"""Programs that this process made, or was given by one that had made them, by digests of their templates."""


def digest_of_template(source: str, name: str | None) -> str:
    """Return by what the program of a template is known: it says its template's name, and depends on nothing else."""
    return sha256(json.dumps([name, source]).encode())
