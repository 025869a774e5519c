"""The words that templates share (templates/shared/): labels, captions, sentences, and how names are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.model.board_panels import BoardPanel
from generator.model.facts import Date, Fact, Named, Record, Some, Text, scalar
from generator.model.labels import Labels
from generator.model.office_words import (
    AssessmentWords,
    ProgressWords,
    SubdistrictBookWords,
    TrainingWords,
    WallWords,
)
from generator.model.open_data_words import OpenDataWords
from generator.model.phrase import Dated, Numbered, OfPost, OfRoom, phrase
from generator.model.report_words import ReportWords

Syllables = Annotated[
    str,
    scalar("[a-z]+( [a-z]+)*", "不写声调的音节，用空格隔开，例如 tiao wei hui"),
    Field(max_length=200),
]


NUMBER = "0"
"""Stands in a phrase for the digit before it: `0弄` is the 弄 of `5弄`."""


class Pinyin(Record):
    """What is read otherwise than usual (templates/shared/pinyin.yml), as syllables without tones.

    `origin` says where the readings are from, and `checked` when they were compared; `surnames` are what a person's
    name begins with, one character or more; `phrases` are words, their syllables divided by blanks; `after_number` is
    read so behind a digit. `reasons` say of what the library reads otherwise in its own words why it is read so here.
    """

    origin: Text | None = None
    checked: Date | None = None
    surnames: Named[Syllables] = Field(default_factory=dict)
    phrases: Named[Syllables] = Field(default_factory=dict)
    after_number: Named[Syllables] = Field(default_factory=dict)
    reasons: Named[Text] = Field(default_factory=dict)

    @cached_property
    def syllables(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each phrase and its syllables, the longest first, so that no part of a word is read before the word."""
        counted = ((NUMBER + words, read) for words, read in self.after_number.items())
        phrases = sorted((*self.phrases.items(), *counted), key=lambda phrase: -len(phrase[0]))
        return tuple((words, tuple(read.split())) for words, read in phrases)

    @cached_property
    def longest_surname(self) -> int:
        """How many characters the longest surname has."""
        return max(map(len, self.surnames), default=0)

    def surname(self, name: str) -> str:
        """Return the surname that a person's name begins with, the longest there is; none that is read as usual."""
        heads = (name[:length] for length in range(self.longest_surname, 0, -1))
        return next((head for head in heads if head in self.surnames), "")


class PageWords(Fact):
    """What a page that every committee has is called, what it tells in one sentence, and other words for it.

    `examples` are words to look for, for the page that finds things; `spelt` is one to find by its first letter.
    """

    title: Text
    sentence: Text | None = None
    also_called: Some[Text] = ()
    examples: Some[Text] = ()
    spelt: Text | None = None


class Pages(Record):
    """The pages that every committee has once (templates/shared/pages.yml), in the order in which they get codes."""

    home: PageWords
    find: PageWords
    services: PageWords
    rooms: PageWords
    rules: PageWords
    working_committees: PageWords
    duty: PageWords
    disclosure: PageWords
    certificates: PageWords
    lists: PageWords
    forms: PageWords
    board: PageWords
    print: PageWords
    changes: PageWords
    codes: PageWords
    year: PageWords


class OwnPageWords(Fact):
    """What a sub-district calls a page otherwise, and what else people there call it."""

    title: Text | None = None
    sentence: Text | None = None
    also_called: Some[Text] = ()
    examples: Some[Text] = ()
    spelt: Text | None = None


class OwnPages(Record):
    """The pages of which a sub-district has something of its own to say, by their ids (content/pages.yml)."""

    pages: Named[OwnPageWords] = Field(default_factory=dict)


PAGE_IDS = tuple(name.replace("_", "-") for name in Pages.model_fields)
"""The ids of these pages, as they stand in addresses."""


def page_words(usual: Pages, own: OwnPages) -> Mapping[str, PageWords]:
    """Return the words for each page by its id: a sub-district's own title and sentence, its own other words first."""
    pages = ((id, getattr(usual, name)) for id, name in zip(PAGE_IDS, Pages.model_fields, strict=True))
    return {id: _joined(page, own.pages.get(id, OwnPageWords())) for id, page in pages}


def _joined(usual: PageWords, own: OwnPageWords) -> PageWords:
    changed = {
        "title": own.title or usual.title,
        "sentence": own.sentence or usual.sentence,
        "also_called": tuple(dict.fromkeys((*own.also_called, *usual.also_called))),
        "examples": own.examples or usual.examples,
        "spelt": own.spelt or usual.spelt,
    }
    return usual.model_copy(update=changed)


class AnyCommittee(Fact):
    """What a page of the sub-district says where a committee's page would say the committee's own."""

    name: Text
    short_name: Text
    full_name: Text
    address: Text
    phone: Text
    duty_phone: Text
    hours: Text
    chair: OfPost
    secretary: OfPost
    hall: Text
    rulebook_place: Text
    disclosure_place: Text
    estates: Text
    blocks: Text
    members: Text


class SpaceWords(Fact):
    """What is told of a room: the labels of its facts, and with which others it is one."""

    place: Text
    hours: Text
    capacity: Text
    contact: Text
    booking: Text
    equipment: Text
    shared: Text
    audience: Text
    shared_with: Annotated[Text, phrase("rooms")]
    closed: Annotated[Text, phrase("days")]
    own: Text


class FloorPlanWords(Fact):
    """A floor plan for those who cannot see it."""

    rooms: Annotated[Text, phrase("floor", "rooms")]
    entrance: Annotated[Text, phrase("side")]
    here: Text


class Captions(Fact):
    """What stands beside codes; placeholders are filled."""

    home: Text
    rules: Text
    duty: Text
    rooms: Text
    working_committees: Text
    certificates: Text
    disclosure: Text
    changes: Text
    working_committee: Annotated[Text, phrase("field")]
    room: OfRoom


class Measures(Fact):
    """How many there are of what is counted."""

    households: Numbered
    people: Numbered
    representatives: Numbered
    copies: Numbered


class EditionWords(Fact):
    """The editions of a sheet, and a print that is none: `mark` stands on top of it, `replaces` behind that."""

    number: Numbered
    dated: Annotated[Text, phrase("number", "date")]
    proof: Text
    proof_date: Dated
    mark: Text
    replaces: Annotated[Text, phrase("number", "date")]


class VariantTitles(Fact):
    """What the further forms of a product are called."""

    large: Text
    gbt9704: Text
    booklet: Text
    internal: Text
    chapters: Text
    bleed: Text
    tiled: Annotated[Text, phrase("paper")]


class RulebookWords(Fact):
    """How the parts, chapters and forms of the rulebook are numbered."""

    part: Numbered
    chapter: Numbered
    form: Numbered


class DayWords(Fact):
    """What the kinds of days are called."""

    workday: Text
    weekend: Text
    holiday: Text
    make_up: Text

    def of(self, kind: str) -> str:
        """Return what a kind of day, `workday` or `make-up`, is called."""
        return str(getattr(self, kind.replace("-", "_")))


class RosterWords(Fact):
    """The roster."""

    title: Text
    overview: Text
    in_turn: Text
    begins: Dated
    ends: Dated


class GuideWords(Fact):
    """A service's guide."""

    title: Text
    original: Text
    copies: Annotated[Text, phrase("copies")]
    begins: Dated
    ends: Dated
    validity: Annotated[Text, phrase("period")]


class Places(Fact):
    """Where prints hang or lie, whoever's they are; `door` is for one room's sign, `todo` for the joint list."""

    roster: Text
    doorsign: Text
    guide: Text
    forms: Text
    codesheet: Text
    plates: Text
    subdistrictbook: Text
    wallclearance: Text
    progress: Text
    training: Text
    assessment: Text
    report: Text
    todo: Text
    door: OfRoom


class PlateStates(Fact):
    """How a plate stands: one at the door, and one that was admitted."""

    right: Text
    wrong: Text
    absent: Text
    open: Text
    strange: Text
    hanging: Text
    soon: Text
    overdue: Text
    taken_down: Text
    incomplete: Text


class CodesheetWords(Fact):
    """The sheet of codes, and where on other prints they stand."""

    title: Text
    chapter: Numbered
    last_page: Text
    door: OfRoom


class SearchWords(Fact):
    """Sentences of the search; `little` are words of one character that are part of no word one looks for."""

    not_issued: Text
    estate: Annotated[Text, phrase("committee", "company")]
    company: Annotated[Text, phrase("company")]
    little: Text


class FeedWords(Fact):
    """The feed of changes."""

    title: Annotated[Text, phrase("name")]
    adopted: Dated
    revised: Dated


class PhoneWords(Fact):
    """What lies beside a committee's pages for the phone: the calendars and their entries, and the card's note."""

    roster: Annotated[Text, phrase("committee")]
    meetings: Annotated[Text, phrase("committee")]
    duty: Annotated[Text, phrase("committee", "kind")]
    staff: Annotated[Text, phrase("names")]
    call: Annotated[Text, phrase("phone")]
    open: Annotated[Text, phrase("hours")]


class FooterWords(Fact):
    """The labels at the foot of the website: who runs it, and what it must show."""

    operator: Text
    maintainer: Text
    phone: Text
    portal: Text
    site_code: Text
    mark: Text
    mistakes: Text
    accessibility: Text


class Words(Record):
    """Titles, captions and sentences that are put together outside the templates (templates/shared/words.yml)."""

    language: Annotated[
        str, scalar("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", "语言的代号，例如 zh-Hans"), Field(max_length=11)
    ]
    missing: Text
    safety: Text
    any_committee: AnyCommittee
    space: SpaceWords
    floor_plan: FloorPlanWords
    captions: Captions
    days: DayWords
    measures: Measures
    editions: EditionWords
    variants: VariantTitles
    numbering: RulebookWords
    rulebook: Text
    doorsign: Text
    disclosure: Text
    forms: Text
    plates: Text
    plates_order: Text
    reprints: Text
    changes: Text
    website: Text
    residential_area: Annotated[Text, phrase("committee")]
    panels_paper: Text
    board_panels: Some[BoardPanel]
    places: Places
    roster: RosterWords
    guide: GuideWords
    plate_states: PlateStates
    codesheet: CodesheetWords
    subdistrictbook: SubdistrictBookWords
    wallclearance: WallWords
    progress: ProgressWords
    training: TrainingWords
    assessment: AssessmentWords
    report: ReportWords
    search: SearchWords
    feed: FeedWords
    phone: PhoneWords
    open_data: OpenDataWords
    footer: FooterWords

    @property
    def short_language(self) -> str:
        """The language without script and region: `zh` of `zh-Hans`."""
        return self.language.partition("-")[0]


@dataclass(frozen=True)
class Language:
    """All that the files of words say.

    `pages` are the words for the pages that every committee has, by their ids; `own` is what the sub-district changed.
    """

    words: Words
    labels: Labels
    pinyin: Pinyin
    pages: Mapping[str, PageWords]
    own: OwnPages
