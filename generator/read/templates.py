"""The website's templates, and the colours and sizes that all templates share, as their author wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.read import yaml
from generator.read.listing import LOOK, template_files


@dataclass(frozen=True, eq=False)
class Templates:
    """The bytes of each of the website's templates by name, and what look.yml says, as its bytes and as nested data."""

    sources: Mapping[str, bytes]
    look_source: bytes
    look: Mapping[str, Any]


def read_templates(root: Path) -> Templates:
    """Return a handbook's templates. Raises HandbookError where look.yml is missing or no YAML."""
    sources = {file: yaml.raw_bytes(root / file, file) for file in template_files(root)}
    look = sources.pop(LOOK)
    return Templates({Path(file).name: source for file, source in sources.items()}, look, yaml.tree(look, LOOK))
