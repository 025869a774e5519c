"""Everything a resident may look for at a committee, and the committees themselves, for the search box."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

from generator.codes.pages import CommitteePages, Page
from generator.model.committee import Committee, Person
from generator.model.content import Room, Rule, Service, WorkingCommittee
from generator.model.handbook import Handbook
from generator.products.index import Entry, alphabet
from generator.text import placeholder
from generator.text.pinyin import characters, syllables
from generator.text.placeholder import COMMITTEE, Values
from generator.website.structured import in_script

ENTRIES = "handbookEntries"
"""The name under which a committee's script leaves its entries."""

WORDS = "handbookWords"
"""The name under which a committee's second script leaves the words that texts say which all committees share."""

DIRECTORY = "handbookDirectory"
"""The name under which the sub-district's script leaves the committees."""

FIRST = (("page", "duty"), ("page", "certificates"))
"""Pages that are asked for as often as the most used services."""

SET_BACK = 150
"""What a minor entry loses against others, in the points of find.js: one kind of match."""

LINE = "\n"
"""Stands between the words of one entry and of the next."""

STREET = re.compile(r"[^，。；\s]+?(?:大道|[路街弄])")
FOLDER = re.compile(r"[^/]*/#?|")


def entries(handbook: Handbook, pages: CommitteePages) -> list[Entry]:
    """Return everything a resident may look for at one committee, what is asked for most often first."""
    unread = [
        *_pages(handbook, pages),
        *_estates(handbook, pages),
        *_certificates(handbook, pages),
        *_forms(handbook, pages),
        *_people(handbook, pages),
    ]
    entries = [replace(entry, pinyin=handbook.language.pinyin) for entry in unread]
    kinds = ("service", "page", "room", "working-committee", "rule")
    return sorted(entries, key=lambda entry: kinds.index(entry.kind) if entry.kind in kinds else len(kinds))


def popular(handbook: Handbook, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what is asked for most: the services that contents.yml names, who is on duty, the certificates."""
    by_id = {(entry.kind, entry.id): entry for entry in entries}
    keys = (*(("service", id) for id in handbook.contents.popular), *FIRST)
    return tuple(by_id[key] for key in keys if key in by_id)


EXAMPLES = 3
"""How many words a resident is shown to look for, for example."""


def to_be_found(handbook: Handbook, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what the page that finds things shows: the list from A to Z, what is asked for most, and what to try.

    Words to try are those of content/pages.yml, else what the services asked for most are called as well.
    """
    first, words = popular(handbook, entries), handbook.language.pages["find"]
    usual = tuple(entry.names[-1] for entry in first if entry.kind == "service")
    phrases = handbook.language.pinyin.syllables
    spelt = next((word for word in (words.spelt, *usual) if word and characters(word)), "")
    return {
        "alphabet": alphabet(entries),
        "popular": first,
        "examples": words.examples or usual[:EXAMPLES],
        "spelt": spelt and {"word": spelt, "sign": characters(spelt)[0], "syllable": syllables(spelt, phrases)[0]},
    }


def _pages(handbook: Handbook, pages: CommitteePages) -> Iterator[Entry]:
    values = placeholder.values(handbook, pages.committee)
    for (kind, id), page in pages.pages.items():
        if (kind, id) == ("page", "find"):
            continue
        sentence, words = _sentence_and_words(handbook, pages.committee, page)
        yield _entry(pages, kind, id, page.title, words, placeholder.fill(sentence, values), asked=_asked(page.subject))


def _sentence_and_words(handbook: Handbook, committee: Committee, page: Page) -> tuple[str, tuple[str, ...]]:
    """Return what a page tells in one sentence, and other words for it."""
    subject = page.subject
    if isinstance(subject, Service):
        return subject.answer, (*subject.also_called, *_unless(subject.name, page.title))
    if isinstance(subject, WorkingCommittee):
        return subject.answer, subject.also_called
    if isinstance(subject, Room | Rule):
        return subject.purpose, subject.also_called
    if subject:
        return subject.purpose, ()
    words = handbook.language.pages[page.id]
    if page.id == "home":
        values = placeholder.values(handbook, committee)
        return f"{values['committee.address']}，{values['committee.hours']}。", words.also_called
    return words.sentence or "", words.also_called


def _asked(subject: object) -> str:
    """Return the questions people ask about a service, one after another; none about anything else."""
    return "".join(asked.question for asked in subject.questions) if isinstance(subject, Service) else ""


def _unless(name: str, title: str) -> tuple[str, ...]:
    """Return the official name of a service, unless its title says it already."""
    return () if name in title else (name,)


def _certificates(handbook: Handbook, pages: CommitteePages) -> Iterator[Entry]:
    values, not_issued = placeholder.values(handbook, pages.committee), handbook.words.search.not_issued
    for certificate in handbook.certificates.items:
        instead = placeholder.fill(certificate.instead, values)
        sentence = instead if instead.startswith(not_issued) else f"{not_issued}。{instead}"
        address = _below(pages, pages.address("page", "certificates"))
        words = certificate.also_called
        yield Entry("certificate", certificate.name, certificate.name, address, words, sentence, minor=True)


def _forms(handbook: Handbook, pages: CommitteePages) -> Iterator[Entry]:
    values: Values = placeholder.values(handbook, pages.committee)
    for form in handbook.forms.values():
        yield _entry(
            pages, "form", form.id, form.title, form.also_called, placeholder.fill(form.purpose, values), minor=True
        )


def _estates(handbook: Handbook, pages: CommitteePages) -> Iterator[Entry]:
    words, short_name = handbook.words.search, placeholder.short_name(handbook, pages.committee)
    for estate in pages.committee.profile.estates:
        # a sign, such as the / that stands for none, names nobody
        names = tuple(name for name in (estate.property_company,) if name and characters(name))
        company = words.company.format(company=names[0]) if names else ""
        sentence = words.estate.format(committee=short_name, company=company)
        yield Entry("estate", estate.name, estate.name, "", names, sentence)


def _people(handbook: Handbook, pages: CommitteePages) -> Iterator[Entry]:
    address = _below(pages, pages.address("page", "duty"))
    for person in pages.committee.profile.staff:
        title = f"{person.name}，{'、'.join(person.posts)}"
        words = tuple(_duties(handbook, pages.committee, person))
        yield Entry("person", person.name, title, address, words, person.serves or "", minor=True)


def _duties(handbook: Handbook, committee: Committee, person: Person) -> Iterator[str]:
    """Yield what else a member of staff is looked for by."""
    if person.generalist:
        yield handbook.policy.rooms.generalist
    yield from (duty for duty, name in committee.profile.appointments.items() if name == person.name)


def _entry(
    pages: CommitteePages,
    kind: str,
    id: str,
    title: str,
    words: tuple[str, ...],
    sentence: str,
    *,
    minor: bool = False,
    asked: str = "",
) -> Entry:
    return Entry(kind, id, title, _below(pages, pages.address(kind, id)), words, sentence, minor, asked)


def _below(pages: CommitteePages, address: str) -> str:
    """Return an address below the website's root as one below the committee's folder."""
    return address.removeprefix(f"{pages.committee.slug}/")


def index_script(entries: Iterable[Entry], words: Sequence[str] = ()) -> str:
    """Return a script that leaves a committee's entries for find.js, and the words of their pages, where given."""
    return script(ENTRIES, entries, words)


def words_script(words: Iterable[str]) -> str:
    """Return a script that leaves further words of each entry, which find.js asks for where nothing else answers."""
    return f"var {WORDS}={in_script(LINE.join(words))};\n"


def directory_script(handbook: Handbook) -> str:
    """Return a script that leaves the committees, by all their names, estates and streets, for find.js."""
    return script(DIRECTORY, directory(handbook))


def directory(handbook: Handbook) -> list[Entry]:
    """Return the committees of the sub-district as entries; addresses lie below the website's root."""
    return [_committee(handbook, committee) for committee in handbook.committees]


def _committee(handbook: Handbook, committee: Committee) -> Entry:
    profile = committee.profile
    short_name = COMMITTEE["committee.short_name"](handbook, committee) or profile.name
    address = (profile.address or "").removeprefix(handbook.policy.district).removeprefix(handbook.policy.subdistrict)
    street = STREET.match(address)
    words = (
        *(former.name for former in profile.former_names),
        *(estate.name for estate in profile.estates),
        *((street[0],) if street else ()),
    )
    sentence = "。".join(part.rstrip("。") for part in (address, profile.boundary) if part)
    other_words = tuple(dict.fromkeys(word for word in words if word != short_name))
    pinyin = handbook.language.pinyin
    return Entry("committee", committee.slug, short_name, f"{committee.slug}/", other_words, sentence, pinyin=pinyin)


def script(name: str, entries: Iterable[Entry], words: Sequence[str] = ()) -> str:
    """Return entries as a script that sets one name; what many share is written once.

    `[readings, exceptions, folders, entries, words]`: the characters of each syllable, the names that are read
    otherwise, the beginnings of addresses, of each entry its title, folder, rest of the address, other words, sentence,
    by how much it is set back, and what is asked about it; and of each the words that its page says, where any are.
    """
    shown = list(entries)
    spoken = [(name, entry.syllables(name)) for entry in shown for name in entry.names]
    pinyin = _usual(spoken)
    usual = frozenset(pinyin.items())
    by_syllable: dict[str, str] = defaultdict(str)
    for character, syllable in sorted(pinyin.items()):
        by_syllable[syllable] += character
    exceptions = {name: " ".join(read) for name, read in spoken if not usual.issuperset(_read(name, read))}
    folders = list(dict.fromkeys(_folder(entry.address) for entry in shown))
    rows = [_row(entry, folders) for entry in shown]
    readings = "|".join(syllable + characters for syllable, characters in sorted(by_syllable.items()))
    said = [LINE.join(words)] if words else []
    return f"var {name}={in_script([readings, exceptions, folders, rows, *said])};\n"


def _usual(spoken: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return how each character is read most often in the names, given each with its syllables."""
    counted = Counter(chain.from_iterable(_read(name, read) for name, read in spoken))
    pinyin: dict[str, str] = {}
    for character, syllable in sorted(counted, key=lambda read: (-counted[read], read)):
        pinyin.setdefault(character, syllable)
    return pinyin


@lru_cache(maxsize=16384)
def _read(name: str, spoken: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the Chinese characters of a name, each with its syllable; one that has none is left out."""
    pairs = zip(characters(name), spoken, strict=True)
    return tuple((character, syllable) for character, syllable in pairs if syllable.isascii() > character.isascii())


def _folder(address: str) -> str:
    """Return the beginning that an address shares with its neighbours."""
    match = FOLDER.match(address)
    return match[0] if match else ""


def _row(entry: Entry, folders: list[str]) -> list[Any]:
    folder = _folder(entry.address)
    rest = entry.address.removeprefix(folder)
    back = SET_BACK if entry.minor else 0
    return [entry.title, folders.index(folder), rest, entry.words, entry.sentence, back, entry.asked]
