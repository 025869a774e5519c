"""Find the author's files and load them as one Handbook."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from generator.day import today
from generator.disk import own_cache
from generator.disk.digests import sha256
from generator.model.committee import Committee, Profile
from generator.model.content import (
    Calendar,
    Certificates,
    Contents,
    Disclosure,
    Document,
    Form,
    Lists,
    Room,
    Rule,
    Service,
    Subdistrict,
    WorkingCommittee,
)
from generator.model.facts import DEVICES, SLUG, Record, SharedText
from generator.model.field_names import bilingual
from generator.model.gone import ClosedCommittee, Closing, Retirements
from generator.model.handbook import Handbook, LoadedFiles
from generator.model.hours import Timetable
from generator.model.labels import Labels
from generator.model.ledger import Ledger
from generator.model.policy import Policy
from generator.model.premises import Premises
from generator.model.records import Records
from generator.model.register import Register
from generator.model.site import OwnAddress, Site
from generator.model.words import Language, OwnPages, Pages, Pinyin, Words, page_words
from generator.model.written_phones import area_of
from generator.problem import HandbookError, Location, Problem, errors
from generator.read import listing, snapshot, validation, yaml
from generator.read.listing import Folder, Own, Shared
from generator.read.remembered import Asked, Memory
from generator.read.snapshot import Printed, Sheet, Snapshots
from generator.read.strays import beside
from generator.text import markup, said

RESERVED_SLUGS = tuple(OwnAddress)
"""Names that no committee's folder may have, or ever had."""

UNFORGIVING = (Ledger, Closing)
"""Files that are not read for what else is right in them while they have keys that nobody knows."""

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=SharedText)


class UnreadableFiles(HandbookError):
    """Some files could not be loaded; `loaded` are those that could, whose texts can be checked all the same.

    `readable` is the handbook of the committees that could be loaded, where what they share could be; else None.
    """

    def __init__(self, problems: Iterable[Problem], loaded: LoadedFiles, readable: Handbook | None = None) -> None:
        super().__init__(problems)
        self.loaded = loaded
        self.readable = readable if readable and readable.committees else None


class FileReader:
    """Reads the files below `root` one after another and keeps what was wrong with each, so that all is said at once.

    `shared` and `own` are the files that were read, in the order in which they were: what all committees share, and the
    committees' own. `forgiven` are those problems because of which nothing is missing: unknown keys, but where the
    program writes, and where a committee is said to be no more.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory = Memory(root, own_cache.folder())
        self.area = office_area(root, self.memory)
        self.problems: list[Problem] = []
        self.forgiven: list[Problem] = []
        self.shared: list[Record] = []
        self.own: list[Record] = []

    def loaded(self, site: Site | None) -> LoadedFiles:
        """Return the files that could be loaded, with the folder of fonts that the settings name."""
        return LoadedFiles(self.root, tuple(self.shared), tuple(self.own), site.more_fonts if site else None)

    def read(self, file: str, kind: type[R]) -> R:
        """Return the record of a file. Raises HandbookError with its problems."""
        return read_file(self.root / file, file, kind, self.area, self.memory)

    def read_text(self, file: str, kind: type[S], id: str) -> S:
        """Return a shared text, its Markdown as XHTML. Raises HandbookError with its problems."""
        return read_shared(self.root / file, file, kind, id, self.area, self.memory)

    def try_to(self, read: Callable[[], R], listed: list[Record]) -> R | None:
        """Return the record that `read` returns, listed now, or None where the file had problems, which are kept."""
        try:
            record = read()
        except HandbookError as error:
            self.problems += error.problems
            if not isinstance(error, validation.UnknownKeys) or isinstance(error.record, UNFORGIVING):
                return None
            self.forgiven += error.problems
            record = cast(R, error.record)
        listed.append(record)
        return record

    def file(self, name: Shared, kind: type[R]) -> R | None:
        """Return the record of a file that must be there, or None where it has problems."""
        return self.try_to(partial(self.read, str(name), kind), self.shared)

    def optional(self, name: Shared, kind: type[R]) -> R | None:
        """Return the record of a file, an empty one where there is no such file, or None where it has problems."""
        return self.file(name, kind) if listing.is_there(self.root / name) else kind()

    def optional_text(self, name: Shared, kind: type[S]) -> S | None:
        """Return a shared text, or None where there is no such file or it has problems, which are kept."""
        read = partial(self.read_text, str(name), kind, Path(name).stem)
        return self.try_to(read, self.shared) if listing.is_there(self.root / name) else None

    def committee_file(self, slug: str, name: Own, kind: type[R]) -> R | None:
        """Return the record of a committee's file that must be there, or None where it has problems."""
        file = listing.own_file(slug, name)
        return self.try_to(partial(self.read, file, kind), self.own)

    def optional_committee_file(self, slug: str, name: Own, kind: type[R]) -> R | None:
        """Return the record of a committee's file, an empty one where there is none, or None where it has problems."""
        file = listing.own_file(slug, name)
        return self.committee_file(slug, name, kind) if listing.is_there(self.root / file) else kind()

    def files(self, folder: Folder, kind: type[R]) -> Iterator[tuple[str, R]]:
        """Yield path and record of each file in a shared folder; those that have problems are left out."""
        for file in listing.files_in(self.root, folder):
            if record := self.try_to(partial(self.read, file, kind), self.shared):
                yield file, record

    def texts(self, folder: Folder, kind: type[S], contents: Contents | None) -> dict[str, S]:
        """Return the shared texts of a folder by their ids, in the order of contents.yml.

        A text that contents.yml lists and that is not there is a problem, and so is one that it does not list. Where
        contents.yml cannot be read, the texts are read for their own problems only.
        """
        if contents is None:
            for file in listing.files_in(self.root, folder):
                self.try_to(partial(self.read_text, file, kind, Path(file).stem), self.shared)
            return {}
        key = Path(folder).name.replace("-", "_")
        ids: tuple[str, ...] = getattr(contents, key)
        texts: dict[str, S] = {}
        for number, id in enumerate(ids):
            file = f"{folder}/{id}{folder.ending}"
            if not listing.is_there(self.root / file):
                hint = beside(self.root / file) or f"新建 {file}，或把“{id}”从 contents.yml 里去掉"
                self.problems.append(Problem(contents.source.at(key, number), "D030", f"没有“{file}”这个文件", hint))
            elif text := self.try_to(partial(self.read_text, file, kind, id), self.shared):
                texts[id] = text
        for file in listing.files_in(self.root, folder):
            if not re.fullmatch(SLUG, id := Path(file).stem):
                hint = (
                    f"改名，只用小写字母、数字和短横，字母开头，例如 {folder}/pets{folder.ending}；再列入 contents.yml"
                )
                self.problems.append(Problem(Location(file), "D092", f"“{id}”不能作网址", hint))
            elif id not in ids:
                hint = f"在 contents.yml 的“{bilingual('Contents', key)}”里加一行“- {id}”"
                self.problems.append(Problem(Location(file), "D031", f"这个文件没有列入 {Shared.CONTENTS}", hint))
        return texts


def load(root: Path, day: datetime.date | None = None) -> Handbook:
    """Return the handbook in the folder `root` as of a day, by default the one that `today` gives.

    Raises UnreadableFiles with the problems of all its files.
    """
    reader = FileReader(root)
    try:
        return load_by(reader, day)
    finally:
        reader.memory.close()


def load_by(reader: FileReader, day: datetime.date | None) -> Handbook:
    """Return the handbook that a reader reads. Raises UnreadableFiles with the problems of all its files."""
    site = read_site(reader)
    policy = reader.file(Shared.POLICY, Policy)
    subdistrict = reader.file(Shared.SUBDISTRICT, Subdistrict)
    contents = reader.file(Shared.CONTENTS, Contents)
    lists = reader.file(Shared.LISTS, Lists)
    calendars = {calendar.year: calendar for calendar in read_calendars(reader)}
    certificates = reader.file(Shared.CERTIFICATES, Certificates)
    disclosure = reader.file(Shared.DISCLOSURE, Disclosure)
    retirements, language = reader.optional(Shared.RETIRED, Retirements), read_language(reader)
    texts = read_texts(reader, contents)
    unreadable = any(problem not in reader.forgiven for problem in errors(reader.problems))
    committees, closed = read_committees(reader)
    if unreadable or not (
        site and policy and subdistrict and contents and lists and certificates and disclosure and language
    ):
        raise UnreadableFiles(reader.problems, reader.loaded(site))
    handbook = Handbook(
        root=reader.root,
        site=site,
        policy=policy,
        subdistrict=subdistrict,
        contents=contents,
        lists=lists,
        calendars=calendars,
        services=texts.services,
        rooms={id: room if room.public else room.without_rules() for id, room in texts.rooms.items()},
        working_committees=texts.working_committees,
        rules={id: rule for id, rule in texts.rules.items() if rule.public},
        forms=texts.forms,
        certificates=certificates,
        disclosure=disclosure,
        language=language,
        committees=committees,
        today=day or today(site.handbook.day),
        document=texts.document,
        retirements=retirements or Retirements(),
        closed=closed,
        shared_files=tuple(reader.shared),
        own_files=tuple(reader.own),
        internal_rules={id: rule for id, rule in texts.rules.items() if not rule.public},
        internal_rooms={id: room for id, room in texts.rooms.items() if not room.public},
    )
    if errors(reader.problems):
        raise UnreadableFiles(reader.problems, reader.loaded(site), handbook)
    return handbook


class Texts(NamedTuple):
    """The shared texts of each kind by their ids, those that could be read; and the policy word for word."""

    services: dict[str, Service]
    rooms: dict[str, Room]
    working_committees: dict[str, WorkingCommittee]
    rules: dict[str, Rule]
    forms: dict[str, Form]
    document: Document | None


def read_texts(reader: FileReader, contents: Contents | None) -> Texts:
    """Return the policy, and the shared texts that contents.yml lists; none of these where that cannot be read."""
    return Texts(
        services=reader.texts(Folder.SERVICES, Service, contents),
        rooms=reader.texts(Folder.ROOMS, Room, contents),
        working_committees=reader.texts(Folder.WORKING_COMMITTEES, WorkingCommittee, contents),
        rules=reader.texts(Folder.RULES, Rule, contents),
        forms=reader.texts(Folder.FORMS, Form, contents),
        document=reader.optional_text(Shared.DOCUMENT, Document),
    )


def read_site(reader: FileReader) -> Site | None:
    """Return the website's settings, or None where they have problems; not to call this program is one."""
    site = reader.file(Shared.SITE, Site)
    if site and not site.plugins:
        hint = "在 plugins 下面写一行“- handbook”"
        reader.problems.append(Problem(site.source.at("plugins"), "D035", "plugins 里没有 handbook", hint))
    return site


def read_language(reader: FileReader) -> Language | None:
    """Return the words that templates share and the sub-district's own, or None where a file has problems."""
    own = reader.optional(Shared.OWN_PAGES, OwnPages)
    pages = reader.file(Shared.PAGES, Pages)
    words = reader.file(Shared.WORDS, Words)
    labels = reader.file(Shared.LABELS, Labels)
    pinyin = reader.file(Shared.PINYIN, Pinyin)
    if own and pages and words and labels and pinyin:
        return Language(words, labels, pinyin, page_words(pages, own), own)
    return None


def read_calendars(reader: FileReader) -> list[Calendar]:
    """Return the calendars by year; a file whose name is not its year is a problem, and so is having none."""
    calendars = []
    for file, calendar in reader.files(Folder.CALENDARS, Calendar):
        if Path(file).stem != str(calendar.year):
            hint = f"把文件改名为 {calendar.year}.yml，或改{bilingual('Calendar', 'year')}"
            reader.problems.append(Problem(calendar.source.at("year"), "D043", "文件名和里面的年份不一样", hint))
        calendars.append(calendar)
    if not calendars:
        hint = f"新建 {Folder.CALENDARS}/{today().year}.yml，照国务院公布的放假安排写"
        reader.problems.append(Problem(Location(Folder.CALENDARS), "D043", "一年的放假安排都没有", hint))
    return calendars


def committee_slugs(reader: FileReader) -> list[str]:
    """Return the slugs of the committees, sorted; a folder whose name cannot be a web address is a problem."""
    slugs = []
    for name in listing.committee_folders(reader.root):
        folder = listing.own_file(name)
        place = Location(folder)
        if not re.fullmatch(SLUG, name) or len(name) > 40:
            hint = "文件夹的名字就是网址：只用小写字母、数字和短横，字母开头，例如 lantian-2"
            if listing.is_copy(name):
                hint = f"这是副本，不用就移到别的文件夹；是新的居委会，就改名。{hint}"
            reader.problems.append(Problem(place, "D032", f"“{name}”不能作网址", hint))
        elif name in DEVICES:
            reader.problems.append(Problem(place, "D032", f"Windows 上没有文件夹能叫“{name}”", "换一个文件夹名"))
        elif name in RESERVED_SLUGS:
            reader.problems.append(Problem(place, "D032", f"“{name}”是网站自己要用的网址", "换一个文件夹名"))
        elif (reader.root / folder).is_symlink():
            hint = f"把文件夹本身放进 {listing.COMMITTEES}/"
            reader.problems.append(Problem(place, "D032", "居委会的文件夹不能是链接", hint))
        else:
            slugs.append(name)
    if not slugs:
        hint = f"每个居委会一个文件夹，例如 {listing.own_file('lantian-2')}/"
        reader.problems.append(Problem(Location(listing.COMMITTEES), "D033", "一个居委会都没有", hint))
    return slugs


def read_committees(reader: FileReader) -> tuple[tuple[Committee, ...], tuple[ClosedCommittee, ...]]:
    """Return the committees there are and those that are no more, by slug, as far as their files could be loaded."""
    slugs = committee_slugs(reader)
    closed = [slug for slug in slugs if listing.is_closed(reader.root, slug)]
    if closed and len(closed) == len(slugs):
        hint = (
            f"接管的居委会（“{bilingual('Closing', 'merged_into')}”写的那个）要有自己的文件夹，里面没有 {Own.CLOSING}"
        )
        reader.problems.append(Problem(Location(listing.COMMITTEES), "D033", "居委会都撤并了，一个都没有了", hint))
    gone = tuple(committee for slug in closed if (committee := read_closed_committee(reader, slug)))
    there = tuple(own for slug in slugs if slug not in closed and (own := read_committee(reader, slug)))
    return there, gone


def read_ledger(reader: FileReader, slug: str) -> Ledger | None:
    """Return a committee's ledger, an empty one where there is none, or None where it has problems, which are kept.

    A file or folder that the program writes and that is a link, which leads elsewhere, is a problem.
    """
    for name in (Own.LEDGER, listing.SNAPSHOTS):
        file = listing.own_file(slug, name)
        if (reader.root / file).is_symlink():
            hint = "把真的文件放在这里；链接会被程序换掉"
            reader.problems.append(Problem(Location(file), "D032", "台账和付印时的内容不能是链接", hint))
            if name is Own.LEDGER:
                return None
    return reader.optional_committee_file(slug, Own.LEDGER, Ledger)


def read_committee(reader: FileReader, slug: str) -> Committee | None:
    """Return the committee of one folder, or None where its files have problems, which the reader keeps."""
    said, ledger = read_snapshots(reader, slug), read_ledger(reader, slug)  # so, as somebody may issue meanwhile
    profile = reader.committee_file(slug, Own.PROFILE, Profile)
    premises = reader.committee_file(slug, Own.ROOMS, Premises)
    timetable = reader.committee_file(slug, Own.HOURS, Timetable)
    register = reader.optional_committee_file(slug, Own.REGISTER, Register)
    records = reader.optional_committee_file(slug, Own.RECORDS, Records)
    if profile and premises and timetable and register and records and ledger:
        return Committee(slug, profile, premises, timetable, register, records, ledger, said)
    return None


def read_closed_committee(reader: FileReader, slug: str) -> ClosedCommittee | None:
    """Return what is left of a committee that is no more, or None where its files have problems, which are kept."""
    closing = reader.committee_file(slug, Own.CLOSING, Closing)
    ledger = reader.committee_file(slug, Own.LEDGER, Ledger)
    return ClosedCommittee(slug, closing, ledger) if closing and ledger else None


def read_snapshots(reader: FileReader, slug: str) -> Snapshots:
    """Return what each issued sheet of a committee said, by its name; a file that cannot be read is a problem."""
    there: dict[str, bytes] = {}
    printed: list[Printed] = []
    for file in listing.snapshots(reader.root, slug):
        try:
            raw = yaml.raw_bytes(reader.root / file, file, snapshot.LARGEST)
            printed += read_snapshot(raw, file, reader.memory).printed
            there[Path(file).stem] = raw
        except HandbookError as error:
            reader.problems += error.problems
    return Snapshots(there, tuple(printed))


def read_snapshot(raw: bytes, file: str, memory: Memory) -> Sheet:
    """Return what is to be known of an issued sheet's file. Raises HandbookError where it is not what was laid down."""
    name = Path(file).stem
    try:
        return memory.record(Asked(file, Sheet, "", name, sha256(raw)), lambda: snapshot.sheet(raw, file, name))
    except snapshot.Altered:
        hint = "换回备份里的那一个；没有备份就移走，只是说不出后来变了什么"
        problem = Problem(Location(file), "D070", "这个文件被改过，不是付印时的内容了", hint)
    except ValueError:
        hint = "这里的文件由程序写；换回备份里的那一个，或把多出来的移走"
        problem = Problem(Location(file), "D070", "这个文件读不懂", hint)
    raise HandbookError([problem])


def office_area(root: Path, memory: Memory | None = None) -> str:
    """Return the area code of the office's telephone, which the policy has; nothing where it is not to be found there.

    Where the policy has mistakes, it is that of the first number in it: numbers that have none elsewhere are right.
    """
    path, file = root / Shared.POLICY, str(Shared.POLICY)
    try:
        return area_of(read_file(path, file, Policy, memory=memory).office.number)
    except HandbookError:
        with contextlib.suppress(HandbookError):
            text = yaml.raw_bytes(path, file).decode("utf-8", "replace")
            return next(filter(None, (area_of(number.value) for number in said.numbers(text, ""))), "")
    return ""


def read_file(path: Path, file: str, kind: type[R], area: str = "", memory: Memory | None = None) -> R:
    """Return the record of a file, read anew only when its bytes have changed. Raises HandbookError with its problems.

    `file` is its path in messages, `area` the area code of telephones that are written without one, `memory` what is
    kept of the handbook's files; else it is remembered by this process only.
    """
    raw, area = yaml.raw_bytes(path, file), "" if kind is Policy else area
    asked = Asked(file, kind, area, "", sha256(raw))
    return (memory or Memory(path.parent)).record(asked, lambda: validation.read(raw, file, kind, area))


def read_settings(config_file: Path) -> Site:
    """Return the settings of the handbook whose site_config.yml this is. Raises HandbookError with its problems."""
    return read_file(config_file, config_file.name, Site, office_area(config_file.parent))


def read_shared(path: Path, file: str, kind: type[S], id: str, area: str = "", memory: Memory | None = None) -> S:
    """Return a shared text, its Markdown as XHTML, read anew only when its bytes have changed. Raises HandbookError."""
    raw = yaml.raw_bytes(path, file)
    asked = Asked(file, kind, area, id, sha256(raw))
    return (memory or Memory(path.parent)).record(asked, lambda: _shared(raw, file, kind, id, area))


def _shared(raw: bytes, file: str, kind: type[S], id: str, area: str) -> S:
    unknown: tuple[Problem, ...] = ()
    try:
        text, body = validation.read_text(raw, file, kind, area)
    except validation.UnknownKeys as error:
        text, body, unknown = cast(S, error.record), error.body, error.problems
    line = text.source.body_line
    if problems := list(markup.too_much(body, file, line)) or list(markup.misuses(body, file, line)):
        raise HandbookError([*unknown, *problems])
    if unknown:
        raise validation.UnknownKeys(unknown, text.named(id, body, markup.to_xhtml(body)), body)
    return text.named(id, body, markup.to_xhtml(body))
