"""What committees are called, read without reading their files whole, so that one can be asked for by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.disk import reading
from generator.problem import did_you_mean
from generator.read import listing, yaml
from generator.read.listing import Own, own_file

NAME = re.compile(r"""^(?:name|名称|名字)\s*[:：]\s*["'“]?([^"'”#\s]+)""", re.MULTILINE)
"""The line of a committee's file that tells its name."""

ENDING = re.compile(r"(社区)?(居民委员会|居委会|居委)$")
"""What may stand behind a committee's name."""


def committee_names(root: Path) -> Mapping[str, str]:
    """Return the name of each committee that tells one, by the slug of its folder."""
    named = {}
    for slug in listing.committee_folders(root):
        file = root / own_file(slug, Own.PROFILE)
        if match := NAME.search(reading.beginning(file, yaml.LARGEST)):
            named[slug] = match[1]
    return named


def slugs_of(root: Path, written: Iterable[str]) -> tuple[str, ...]:
    """Return the slugs of the committees that were written by slug or by name; what is neither stays as it is."""
    words = tuple(written)
    folders = listing.committee_folders(root) if words else []
    if all(word in folders for word in words):
        return words
    slugs = {bare(name): slug for slug, name in committee_names(root).items()}
    return tuple(word if word in folders else slugs.get(bare(word), word) for word in words)


def bare(name: str) -> str:
    """Return a name without what all committees are called."""
    return ENDING.sub("", name.strip())


def nearest(root: Path, written: str, slugs: Iterable[str]) -> str:
    """Return a hint that names the committee nearest to what was written: by name where that is Chinese, or by slug."""
    known = list(slugs)
    if written.isascii():
        return did_you_mean(written, known)
    names = {name: slug for slug, name in committee_names(root).items() if slug in known}
    return did_you_mean(bare(written), names) or did_you_mean(written, known)
