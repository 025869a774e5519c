"""What the sheet of plates says: the exact texts for the sign maker, and the register of every plate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

from generator.codes.pages import CommitteePages
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.model.policy import PlatePattern
from generator.model.register import ExtraPlate
from generator.model.words import PlateStates
from generator.products import sheet
from generator.products.product import Artifact, Brief, Data, Product, always, print_file
from generator.products.says import Drawn
from generator.text import chinese
from generator.text.placeholder import Values

State = Literal["right", "wrong", "absent", "open", "strange", "hanging", "soon", "overdue", "taken_down", "incomplete"]
"""How a plate stands, as words.yml has it: one at the door, one that was admitted."""


def plates(handbook: Handbook, pages: CommitteePages, values: Values) -> Data:
    """Return the sheet's data: each plate at the door, its text character by character; then the register."""
    policy = handbook.policy
    committee = pages.committee
    return {
        **sheet.masthead(handbook, pages, values),
        "title": handbook.words.plates,
        "door": policy.door,
        "plates": [plate(handbook, committee, number) for number in range(len(policy.plates))],
        "at_the_door": at_the_door(handbook, committee),
        "admitted": [admitted(handbook, extra) for extra in committee.register.plates],
        "admission": {
            "applied_to": policy.admission.applied_to,
            "approved_by": policy.admission.approved_by,
            "arranged_by": policy.admission.arranged_by,
        },
    }


def plate(handbook: Handbook, committee: Committee, number: int) -> Data:
    """Return what the sign maker needs for a plate at the door, by its number in the policy, counted from 0."""
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
    """Return what a plate of this committee must say; None for a branch of a type the policy does not foresee."""
    profile = committee.profile
    if "{branch}" in pattern.pattern and profile.branch not in handbook.policy.branches:
        return None
    return pattern.pattern.replace("{name}", profile.name).replace("{branch}", profile.branch)


def size(pattern: PlatePattern) -> Data | None:
    """Return width and height of a plate in millimetres; None unless the policy gives both."""
    return {"width": pattern.width, "height": pattern.height} if pattern.width and pattern.height else None


def at_the_door(handbook: Handbook, committee: Committee) -> list[Data]:
    """Return every plate that hangs at the door or should, in the policy's order, and whether it says what it must."""
    rows: list[Data] = []
    words = handbook.words.plate_states
    for pattern in handbook.policy.plates:
        required = wording(handbook, committee, pattern)
        texts = [plate.text for plate in committee.profile.plates if plate.kind == pattern.kind]
        rows += [door_row(words, text, pattern.clause, verdict(text, required)) for text in texts]
        rows += [] if texts else [door_row(words, required, pattern.clause, "absent")]
    known = {pattern.kind for pattern in handbook.policy.plates}
    strange = (plate.text for plate in committee.profile.plates if plate.kind not in known)
    return [*rows, *(door_row(words, text, None, "strange") for text in strange)]


def verdict(text: str, required: str | None) -> State:
    """Return how a plate at the door stands by what it must say; `open` where nobody has settled what that is."""
    if required is None:
        return "open"
    return "right" if text == required else "wrong"


def door_row(words: PlateStates, text: str | None, clause: str | None, state: State) -> Data:
    """Return a plate at the door as a row of the register; `well` where nothing is to be done."""
    return {"text": text, "clause": clause, "state": getattr(words, state), "well": Drawn(state == "right")}


def admitted(handbook: Handbook, extra: ExtraPlate) -> Data:
    """Return a further plate and how it was admitted; `well` where nothing is to be done."""
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
        "state": getattr(handbook.words.plate_states, state),
        "well": Drawn(state in ("hanging", "taken_down")),
    }


def state_of(handbook: Handbook, extra: ExtraPlate) -> State:
    """Return how a further plate stands today: whether it hangs, and whether it may."""
    today = handbook.today
    if extra.removed and extra.removed <= today:
        return "taken_down"
    if extra.valid_until and extra.valid_until < today:
        return "overdue"
    if extra.missing:
        return "incomplete"
    ahead = datetime.timedelta(days=handbook.policy.admission.warn_days)
    return "soon" if extra.valid_until and extra.valid_until - today <= ahead else "hanging"


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
    title=lambda handbook: handbook.words.plates_order,
    files=files,
    data=data,
    paper=always("A4"),
    place=lambda handbook, committee: handbook.words.places.plates,
    in_hand=True,
    issued=True,
    dated=True,
    carried=True,
)
