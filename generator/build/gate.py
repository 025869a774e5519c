"""Let nothing out that looks like personal data: every output is read again before it is written (X11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model.handbook import Handbook
from generator.privacy import files
from generator.privacy.characters import PersonalData
from generator.problem import Location, Problem
from generator.products.product import Artifact, Unit

RULE = "X11"


def names(handbook: Handbook, slug: str) -> tuple[str, ...]:
    """The staff of a committee, or of all where no slug is given: a flat near one of these names is a home."""
    committees = (committee for committee in handbook.committees if slug in ("", committee.slug))
    return tuple(name for committee in committees for name in committee.people)


def page_leaks(handbook: Handbook, artifact: Artifact, content: bytes) -> Iterator[Problem]:
    """What looks like personal data in a web page or a file beside it."""
    found = files.find_personal_data_in_file(artifact.path, content, names(handbook, artifact.committee))
    return leaks(handbook, artifact, found)


def website_leaks(handbook: Handbook, unit: Unit, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what looks like personal data in a unit of the website; a page and its copy at its code are one."""
    seen: set[str] = set()
    for artifact in unit.artifacts:
        key = (artifact.page.path if artifact.page else artifact.path) + artifact.imprint.removeprefix("0")
        if key not in seen and not artifact.copy_of:
            yield from page_leaks(handbook, artifact, files[artifact.path])
        seen.add(key)


def leaks(handbook: Handbook, artifact: Artifact, found: Iterable[PersonalData]) -> Iterator[Problem]:
    """A problem for each thing found in an output, at the line of the author's file that it came from."""
    for one in found:
        message = f"{artifact.path} 里像是有{one.kind}“{hidden(one.text)}”"
        hint = "删掉；公开的内容里只写办公电话和办公地址"
        yield Problem(
            source(handbook, artifact, one), RULE, message, hint, "error", "个人信息保护法", artifact.committee
        )


def hidden(text: str) -> str:
    """The beginning of a text, so that the message does not spread what it warns of."""
    return text[: min(3, len(text) // 2)] + "…"


def source(handbook: Handbook, artifact: Artifact, found: PersonalData) -> Location:
    """Where in the author's files the same thing stands, or the committee's own file where it is put together."""
    wanted = digits(found.text)
    for record in handbook.files:
        if wanted in digits(record.text):
            for text, place in record.passages:
                if wanted in digits(text):
                    return place
    folder = f"committees/{artifact.committee}/committee.yml" if artifact.committee else "content/policy.yml"
    return Location(folder)


def digits(text: str) -> str:
    """The digits of a text, whatever stands between them."""
    return "".join(character for character in text if character.isdigit())
