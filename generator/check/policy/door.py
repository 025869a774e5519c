"""Tell whether something hangs at the committee's door, from the words in which an author says where it hangs."""

from __future__ import annotations

import re

from generator.model.committee import Committee
from generator.model.handbook import Handbook

PARTS = re.compile(r"[，,。；;：:（）()]")
BEHIND = re.compile(
    r"^(?:处|口|旁|边|侧|[左右两]侧|[左右]边|[左右]手){0,2}(?:大厅|门厅|厅|走廊|过道|玄关)?(?:以?内|里|进[来去门入]|对面|看得见)"
)
"""What says, after a word for the door, that the place is behind it."""

TOWARDS = re.compile(
    r"(?:正对|对着|面对|面向|朝|进|从|由|站在|离开|远离|原在|原来在|不在|不挂|移出|看得见)[着了到向]?(?:居委会)?$"
)
"""What says, before a word for the door, that the place is another one."""

UPSTAIRS = re.compile(r"(?<![0-9])[二三四五六七八九2-9][楼层](?!外)|地下室?")
OFFICE = re.compile("居委会办公室?(?:的)?$")
"""What has a door that is the committee's own."""

SIDES = "(?:的|[东南西北前后左右正大]){0,3}$"


def at_the_door(handbook: Handbook, committee: Committee, place: str) -> bool:
    """Tell whether a place is at the committee's door; the door of a room, or of another house, is none."""
    words = handbook.policy.door_words
    written = re.sub(r"\s", "", place)
    doors = _any_of((handbook.policy.door, *words.words))
    inside = re.compile(f"(?:{_any_of(words.inside)})(?!外)") if words.inside else None
    others = re.compile(f"(?:{_any_of((*words.elsewhere, *_names(handbook, committee)))}){SIDES}")
    for door in re.finditer(doors, written):
        before, behind = written[: door.start()], written[door.end() :]
        owner = PARTS.split(before)[-1]
        if TOWARDS.search(before) or BEHIND.match(behind) or (others.search(owner) and not OFFICE.search(owner)):
            continue
        outside = "外" in door[0] or "墙" in door[0]
        if not outside and (UPSTAIRS.search(before) or (inside and inside.search(before))):
            continue
        return True
    return False


def _any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _names(handbook: Handbook, committee: Committee) -> tuple[str, ...]:
    """Return the names of what has doors of its own: the rooms besides the hall, own spaces, and estates."""
    rooms = (room.name for room in handbook.policy.rooms.others)
    spaces = (space.name for space in committee.premises.spaces)
    return (*rooms, *spaces, *(estate.name for estate in committee.profile.estates))
