"""The example with paper on its walls: sheets issued, one of them outdated, one thing gone, and prints to download."""

from __future__ import annotations

import re
from pathlib import Path

from tools import edit

from generator.issue import issue as issue_
from generator.issue.issue import Order

COMMITTEE = "sunny-garden"
GONE = "photos"
"""A service that was on paper and is no more."""

RETIRED = (
    f"retired:\n  - {{kind: service, id: {GONE}, date: 2026-11-20, successor: service:lunch, reason: 机器坏了。}}\n"
)


def hang_up(root: Path, *downloads: str) -> None:
    """Issue the sheets of a copy of the example, change what they say, and issue board and rulebook once more.

    `downloads` are the prints that the website is to carry.
    """
    contents = root / "content" / "contents.yml"
    service = root / "content" / "services" / f"{GONE}.md"
    text = (root / "content" / "services" / "mediation.md").read_text("utf-8").replace("part: 办理", "part: 指引")
    service.write_text(re.sub("(?m)^(title|name): .*", r"\1: 拍证件照", text), "utf-8")
    edit(contents, "  - mediation\n", f"  - mediation\n  - {GONE}\n")
    issue(root, "board", "guide", "rulebook")
    edit(contents, f"  - {GONE}\n", "")
    service.unlink()
    (root / "content" / "retired.yml").write_text(RETIRED, "utf-8")
    edit(root / "committees" / COMMITTEE / "committee.yml", "phone: 021-5555-0101", "phone: 021-5555-0103")
    edit(root / "content" / "rules" / "meeting.md", "每两周的周一", "每两周的周二")
    issue(root, "board", "rulebook")
    edit(
        root / "site_config.yml",
        "demonstration: 是\n",
        f"demonstration: 是\n      downloads: [{', '.join(downloads)}]\n",
    )


def issue(root: Path, *products: str) -> None:
    """Give products to the printer."""
    done = issue_.issue(Order(root, root / "build", products, COMMITTEE, jobs=1))
    assert done.editions
