"""The three edits whose cost is measured: a committee's data, a shared text, and a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

NUMBERS = count(7001)
"""Every edit writes another number, so that none is like an earlier one."""


@dataclass(frozen=True)
class Edit:
    """A change to one file: where `old` is found, `new` is put; `mark` then stands on the website's `page`."""

    name: str
    file: str
    old: str
    new: str
    mark: str
    page: str

    def make(self, root: Path) -> str:
        """Change the file below `root`, and return what the page shows from now on."""
        number = next(NUMBERS)
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        new = self.new.format(number=number)
        changed, found = re.subn(self.old, lambda _: new, text, count=1, flags=re.MULTILINE)
        if not found:
            raise ValueError(f"{self.file} has no “{self.old}” to change")
        path.write_text(changed, encoding="utf-8")
        return self.mark.format(number=number)


COMMITTEE = Edit(
    name="a committee's phone number",
    file="committees/lantian-2/committee.yml",
    old=r"^phone: .*$",
    new="phone: 021-5555-{number}",
    mark="021-5555-{number}",
    page="lantian-2/",
)
CONTENT = Edit(
    name="a sentence of a shared text",
    file="content/services/elder-allowance.md",
    old=r"\s*\Z",
    new="\n\n第{number}次改动。\n",
    mark="第{number}次改动。",
    page="lantian-2/services/elder-allowance/",
)
TEMPLATE = Edit(
    name="a line of a template",
    file="templates/website/base.html",
    old="</body>",
    new="<!-- {number} -->\n</body>",
    mark="<!-- {number} -->",
    page="lantian-2/",
)
EDITS = (COMMITTEE, CONTENT, TEMPLATE)
