"""What the sheet of plates says: the exact texts for the sign maker, and the register of every plate."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

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


class State(NamedTuple):
    """How a plate stands, in words, and whether that is `well`, so that nothing is to be done."""

    words: str
    well: bool = False


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
    return pattern.wording(profile.name, profile.branch)


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
        rows += [door_row(text, pattern.clause, verdict(words, text, required)) for text in texts]
        rows += [] if texts else [door_row(required, pattern.clause, State(words.absent))]
    known = {pattern.kind for pattern in handbook.policy.plates}
    strange = (plate.text for plate in committee.profile.plates if plate.kind not in known)
    return [*rows, *(door_row(text, None, State(words.strange)) for text in strange)]


def verdict(words: PlateStates, text: str, required: str | None) -> State:
    """Return how a plate at the door stands by what it must say; `open` where nobody has settled what that is."""
    if required is None:
        return State(words.open)
    return State(words.right, well=True) if text == required else State(words.wrong)


def door_row(text: str | None, clause: str | None, state: State) -> Data:
    """Return a plate at the door as a row of the register."""
    return {"text": text, "clause": clause, "state": state.words, "well": Drawn(state.well)}


def admitted(handbook: Handbook, extra: ExtraPlate) -> Data:
    """Return a further plate and how it was admitted."""
    state = state_of(handbook, extra)
    return {
        "text": extra.text,
        "place": extra.place,
        "applicant": extra.applicant,
        "applied_to": extra.applied_to,
        "applied": chinese.date_if_any(extra.applied),
        "approved_by": extra.approved_by,
        "approved": chinese.date_if_any(extra.approved),
        "number": extra.number,
        "arranged_by": extra.arranged_by,
        "hung": chinese.date_if_any(extra.hung),
        "valid_until": chinese.date_if_any(extra.valid_until),
        "removed": chinese.date_if_any(extra.removed),
        "state": state.words,
        "well": Drawn(state.well),
    }


def state_of(handbook: Handbook, extra: ExtraPlate) -> State:
    """Return how a further plate stands today: whether it hangs, and whether it may."""
    words, today = handbook.words.plate_states, handbook.today
    if extra.removed and extra.removed <= today:
        return State(words.taken_down, well=True)
    if extra.valid_until and extra.valid_until < today:
        return State(words.overdue)
    if extra.missing:
        return State(words.incomplete)
    ahead = datetime.timedelta(days=handbook.policy.admission.warn_days)
    soon = extra.valid_until and extra.valid_until - today <= ahead
    return State(words.soon) if soon else State(words.hanging, well=True)


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
