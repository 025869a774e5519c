"""The website's templates, and the colours and sizes that all templates share, as their author wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.read import yaml
from generator.read.listing import TEMPLATES

LOOK = "shared/look.yml"
WEBSITE = "website"


@dataclass(frozen=True, eq=False)
class Templates:
    """The bytes of each of the website's templates by name, and what look.yml says, as its bytes and as nested data."""

    sources: Mapping[str, bytes]
    look_source: bytes
    look: Mapping[str, Any]


def read_templates(root: Path) -> Templates:
    """Return a handbook's templates. Raises HandbookError where look.yml is missing or no YAML."""
    folder = root / TEMPLATES
    website = (folder / WEBSITE).iterdir() if (folder / WEBSITE).is_dir() else ()
    files = sorted(path for path in website if path.is_file() and not path.name.startswith("."))
    look = yaml.raw_bytes(folder / LOOK, f"{TEMPLATES}/{LOOK}")
    sources = {path.name: yaml.raw_bytes(path, f"{TEMPLATES}/{WEBSITE}/{path.name}") for path in files}
    return Templates(sources, look, yaml.tree(look, f"{TEMPLATES}/{LOOK}"))
