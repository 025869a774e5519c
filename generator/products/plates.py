"""What the sheet of plates says: the exact texts for the sign maker, and the register of every plate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import PlatePattern
from generator.model.register import ExtraPlate
from generator.products import sheet
from generator.products.product import Artifact, Brief, Product, always, print_file
from generator.products.says import Drawn
from generator.products.sheet import Data
from generator.text import chinese
from generator.text.placeholder import Values

RIGHT, WRONG, ABSENT = "文字对", "文字不对，要换", "没有登记，请补上"
OPEN, STRANGE = "文字没有定", "文件没有这一块，要取下"
HANGING, SOON, OVERDUE, TAKEN_DOWN, INCOMPLETE = "挂着", "快到期了", "到期了，要取下", "已经取下", "手续没有写全"


def plates(handbook: Handbook, committee: CommitteePages, values: Values) -> Data:
    """The sheet's data: each plate at the door, its text character by character; then the register."""
    policy = handbook.policy
    one = committee.committee
    return {
        **sheet.masthead(handbook, committee, values),
        "title": "牌子制作单和登记表",
        "door": policy.door,
        "plates": [plate(handbook, one, number) for number in range(len(policy.plates))],
        "at_the_door": at_the_door(handbook, one),
        "admitted": [admitted(handbook, extra) for extra in one.register.plates],
        "admission": {
            "applied_to": policy.admission.applied_to,
            "approved_by": policy.admission.approved_by,
            "arranged_by": policy.admission.arranged_by,
        },
    }


def plate(handbook: Handbook, committee: Committee, number: int) -> Data:
    """A plate at the door by its number in the policy, counted from 0."""
    pattern = handbook.policy.plates[number]
    text = wording(handbook, committee, pattern)
    return {
        "number": str(number + 1),
        "text": text,
        "characters": list(text or ""),
        "clause": pattern.clause,
        "size": size(pattern),
        "branch": committee.profile.branch if text is None else None,
    }


def wording(handbook: Handbook, committee: Committee, pattern: PlatePattern) -> str | None:
    """What a plate of this committee must say; None for a branch of a type the policy does not foresee."""
    profile = committee.profile
    if "{branch}" in pattern.pattern and profile.branch not in handbook.policy.branches:
        return None
    return pattern.pattern.replace("{name}", profile.name).replace("{branch}", profile.branch)


def size(pattern: PlatePattern) -> Data | None:
    """Width and height of a plate in millimetres, where the policy gives both."""
    return {"width": pattern.width, "height": pattern.height} if pattern.width and pattern.height else None


def at_the_door(handbook: Handbook, committee: Committee) -> list[Data]:
    """Every plate that hangs at the door or should, in the policy's order, and whether it says what it must."""
    rows: list[Data] = []
    for pattern in handbook.policy.plates:
        text = wording(handbook, committee, pattern)
        said = [plate.text for plate in committee.profile.plates if plate.kind == pattern.kind]
        rows += [door_row(one, pattern.clause, verdict(one, text)) for one in said]
        rows += [] if said else [door_row(text, pattern.clause, ABSENT)]
    known = {pattern.kind for pattern in handbook.policy.plates}
    strange = (plate.text for plate in committee.profile.plates if plate.kind not in known)
    return [*rows, *(door_row(text, None, STRANGE) for text in strange)]


def verdict(said: str, text: str | None) -> str:
    """Whether a plate at the door says what it must."""
    if text is None:
        return OPEN
    return RIGHT if said == text else WRONG


def door_row(text: str | None, clause: str | None, state: str) -> Data:
    """A plate at the door as a row of the register; `well` where nothing is to be done."""
    return {"text": text, "clause": clause, "state": state, "well": Drawn(state == RIGHT)}


def admitted(handbook: Handbook, extra: ExtraPlate) -> Data:
    """A further plate and how it was admitted; `well` where nothing is to be done."""
    state = state_of(handbook, extra)
    return {
        "text": extra.text,
        "place": extra.place,
        "applicant": extra.applicant,
        "applied_to": extra.applied_to,
        "applied": _date(extra.applied),
        "approved_by": extra.approved_by,
        "approved": _date(extra.approved),
        "number": extra.number,
        "arranged_by": extra.arranged_by,
        "hung": _date(extra.hung),
        "valid_until": _date(extra.valid_until),
        "removed": _date(extra.removed),
        "state": state,
        "well": Drawn(state in (HANGING, TAKEN_DOWN)),
    }


def state_of(handbook: Handbook, extra: ExtraPlate) -> str:
    """Whether a further plate hangs, and whether it may."""
    today = handbook.today
    if extra.removed and extra.removed <= today:
        return TAKEN_DOWN
    if extra.valid_until and extra.valid_until < today:
        return OVERDUE
    if extra.missing:
        return INCOMPLETE
    warned = datetime.timedelta(days=handbook.policy.admission.warn_days)
    return SOON if extra.valid_until and extra.valid_until - today <= warned else HANGING


def _date(day: datetime.date | None) -> str | None:
    return chinese.date(day) if day else None


# --- the product -----------------------------------------------------------------------------------------------------


def files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Yield the exact texts of the plates for the sign maker, and the register of every plate."""
    yield print_file("plates", pages.committee.slug, "plates.typ")


def data(brief: Brief, artifact: Artifact) -> Data:
    """Return what the sheet of plates says."""
    return plates(brief.handbook, brief.pages, brief.values)


PRODUCT = Product(
    name="plates",
    title="牌子制作单",
    files=files,
    data=data,
    paper=always("A4"),
    place=always("交制牌单位"),
    in_hand=True,
    issued=True,
    dated=True,
    carried=True,
)
