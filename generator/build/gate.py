"""Let nothing out that looks like personal data: every output is read again before it is written (X11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.offices import office_of
from generator.model.handbook import Handbook
from generator.privacy import files
from generator.privacy.characters import PersonalData
from generator.privacy.office import Office
from generator.privacy.repairs import hidden, repair
from generator.problem import Location, Problem
from generator.products.product import Artifact, Unit
from generator.read.listing import chief_file

RULE = "X11"


def page_leaks(
    handbook: Handbook, artifact: Artifact, content: bytes, office: Office | None = None
) -> Iterator[Problem]:
    """Yield a problem for each thing in a web page, or a file beside it, that looks like personal data.

    `office` is who may be published there, where it is known already.
    """
    office = office or office_of(handbook, artifact.committee)
    yield from leak_problems(handbook, artifact, files.find_personal_data_in_file(artifact.path, content, office))


def website_leaks(handbook: Handbook, unit: Unit, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for each such thing in a unit of the website; `contents` are those of its files, by path."""
    for artifact, leak in leaks_in_website(unit.artifacts, contents, office_of(handbook, unit.committee)):
        yield from leak_problems(handbook, artifact, [leak])


def leaks_in_website(
    artifacts: Iterable[Artifact], contents: Mapping[str, bytes], office: Office
) -> Iterator[tuple[Artifact, PersonalData]]:
    """Yield each such thing in files of one unit, and where; a page and its copy at its code are read once.

    `office` is who may be published there.
    """
    seen: set[str] = set()
    for artifact in artifacts:
        shown = f"{artifact.template} {artifact.page.path}" if artifact.page else artifact.path
        key = shown + artifact.imprint.removeprefix("0")
        if key not in seen and not artifact.copy_of:
            found = files.find_personal_data_in_file(artifact.path, contents[artifact.path], office)
            yield from ((artifact, leak) for leak in found)
        seen.add(key)


def leak_problems(handbook: Handbook, artifact: Artifact, leaks: Iterable[PersonalData]) -> Iterator[Problem]:
    """Yield a problem for each leak from an output, at the line of the author's file that it came from."""
    for leak in leaks:
        place = source(handbook, artifact, leak)
        message = f"{artifact.path} 里像是有{leak.kind}“{hidden(leak.text)}”"
        yield Problem(place, RULE, message, repair(leak.kind), "error", "个人信息保护法", artifact.committee)


def source(handbook: Handbook, artifact: Artifact, leak: PersonalData) -> Location:
    """Return where a leak stands in the author's files.

    Where the output put them together from several places, that is the committee's own file, or the policy's.
    """
    bare = digits if digits(leak.text) else squeezed
    leaked = bare(leak.text)
    for file in handbook.files:
        if leaked in bare(file.text):
            for text, place in file.passages():
                if leaked in bare(text):
                    return place
    return Location(chief_file(artifact.committee))


def squeezed(text: str) -> str:
    """Return a text without blanks and what marks it up."""
    return "".join(character for character in text if character.isalnum())


def digits(text: str) -> str:
    """Return the digits of a text, whatever stands between them."""
    return "".join(character for character in text if character.isdigit())
