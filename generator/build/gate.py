"""Let nothing out that looks like personal data: every output is read again before it is written (X11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.own_rooms import is_own_room
from generator.model.handbook import Handbook
from generator.privacy import files
from generator.privacy.characters import PersonalData
from generator.problem import Location, Problem
from generator.products.product import Artifact, Unit
from generator.read.listing import chief_file

RULE = "X11"


def staff_names(handbook: Handbook, slug: str) -> tuple[str, ...]:
    """Return the names of a committee's staff, or of all where `slug` is empty: a flat near such a name is a home."""
    committees = (committee for committee in handbook.committees if slug in ("", committee.slug))
    return tuple(name for committee in committees for name in committee.people)


def page_leaks(handbook: Handbook, artifact: Artifact, content: bytes) -> Iterator[Problem]:
    """Yield a problem for each thing in a web page, or a file beside it, that looks like personal data."""
    leaks = files.find_personal_data_in_file(artifact.path, content, staff_names(handbook, artifact.committee))
    return leak_problems(handbook, artifact, leaks)


def website_leaks(handbook: Handbook, unit: Unit, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for each such thing in a unit of the website; `contents` are those of its files, by path."""
    for artifact, leak in leaks_in_website(unit.artifacts, contents, staff_names(handbook, unit.committee)):
        yield from leak_problems(handbook, artifact, [leak])


def leaks_in_website(
    artifacts: Iterable[Artifact], contents: Mapping[str, bytes], names: tuple[str, ...]
) -> Iterator[tuple[Artifact, PersonalData]]:
    """Yield each such thing in files of one unit, and where; a page and its copy at its code are read once.

    `names` are those near which a flat is a home.
    """
    seen: set[str] = set()
    for artifact in artifacts:
        shown = f"{artifact.template} {artifact.page.path}" if artifact.page else artifact.path
        key = shown + artifact.imprint.removeprefix("0")
        if key not in seen and not artifact.copy_of:
            found = files.find_personal_data_in_file(artifact.path, contents[artifact.path], names)
            yield from ((artifact, leak) for leak in found)
        seen.add(key)


def leak_problems(handbook: Handbook, artifact: Artifact, leaks: Iterable[PersonalData]) -> Iterator[Problem]:
    """Yield a problem for each leak from an output, at the line of the author's file that it came from."""
    for leak in leaks:
        if is_own_room(handbook, artifact.committee, leak):
            continue
        place = source(handbook, artifact, leak)
        message = f"{artifact.path} 里像是有{leak.kind}“{hidden(leak.text)}”"
        hint = "删掉；公开的内容里只写办公电话和办公地址"
        yield Problem(place, RULE, message, hint, "error", "个人信息保护法", artifact.committee)


def hidden(text: str) -> str:
    """Return the beginning of a text, so that the message does not spread what it warns of."""
    return text[: min(3, len(text) // 2)] + "…"


def source(handbook: Handbook, artifact: Artifact, leak: PersonalData) -> Location:
    """Return where the digits of a leak stand in the author's files.

    Where the output put them together from several places, that is the committee's own file, or the policy's.
    """
    leaked = digits(leak.text)
    for file in handbook.files:
        if leaked in digits(file.text):
            for text, place in file.passages():
                if leaked in digits(text):
                    return place
    return Location(chief_file(artifact.committee))


def digits(text: str) -> str:
    """Return the digits of a text, whatever stands between them."""
    return "".join(character for character in text if character.isdigit())
