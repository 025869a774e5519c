"""The edits whose cost is measured: a committee's number, a shared text, a room, and a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

NUMBERS = count(9001)
"""Every edit writes another number, so that none is like an earlier one; no committee's telephone has one so high."""


@dataclass(frozen=True)
class Edit:
    """A change to one file: where `old` is found, `new` is put; `mark` then stands on the website's `page`.

    In both, {number} has four digits, and {few} is a number of people.
    """

    name: str
    file: str
    old: str
    new: str
    mark: str
    page: str

    def make(self, root: Path) -> str:
        """Change the file below `root`, and return what the page shows from now on."""
        number = next(NUMBERS)
        numbers = {"number": number, "few": number % 1000}
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        new = self.new.format(**numbers)
        changed, found = re.subn(self.old, lambda _: new, text, count=1, flags=re.MULTILINE)
        if not found:
            raise ValueError(f"{self.file} has no “{self.old}” to change")
        path.write_text(changed, encoding="utf-8")
        return self.mark.format(**numbers)


COMMITTEE = Edit(
    name="a committee's phone number",
    file="committees/lantian-2/committee.yml",
    old=r"^phone: .*$",
    new="phone: 021-5555-{number}",
    mark="021-5555-{number}",
    page="lantian-2/",
)
CAPACITY = Edit(
    name="a room's capacity",
    file="committees/lantian-2/rooms.yml",
    old=r"^    capacity: .*$",
    new="    capacity: {few}",
    mark="{few}人",
    page="lantian-2/rooms/hall/",
)
CONTENT = Edit(
    name="a sentence in a shared service",
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
SEEN = (COMMITTEE, CONTENT, TEMPLATE)
"""The edits of which is measured how long they take until a preview shows them."""
