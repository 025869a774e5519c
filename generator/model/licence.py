"""The licences under which a sub-district may give its data."""

from __future__ import annotations

from typing import Literal

Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"]
"""A licence by its identifier in the list of SPDX."""
