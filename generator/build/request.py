"""What is asked of a build."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from generator.products.plan import OUTPUTS


@dataclass(frozen=True)
class Request:
    """What is asked for: which outputs, of which committees (none: all), to which folder, and how."""

    root: Path
    destination: Path
    outputs: tuple[str, ...] = tuple(OUTPUTS)
    committees: tuple[str, ...] = ()
    jobs: int = os.cpu_count() or 1
    locked: bool = False
    cache: bool = True
