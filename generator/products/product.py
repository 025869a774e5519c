"""What a product is: one object that answers whatever is asked of it, and the files it turns into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from generator.check.finding import Judged
from generator.codes.pages import CommitteePages, Page
from generator.model.committee import Committee
from generator.model.handbook import Handbook
from generator.products.names import form_word, unit_name
from generator.products.says import with_serial
from generator.text.placeholder import Values

Data = dict[str, Any]
"""The data of a file: mappings, lists, texts, numbers, and what says.py tells apart by its type."""

Part = str | None
"""The id of the one thing a sheet is about; None where a product is one sheet about all."""


# --- files and units -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be produced. `path` lies below build/; `codes` are those it prints or answers to.

    `variant` is the form an output takes besides its usual one: `large`, `a0`. `page` is the page a file shows, or the
    one thing a sheet is about. `imprint` is the serial of the issued sheet whose code leads to a page; `0` for a code
    that is on no issued sheet, nothing for a readable address. `copy_of` is the path of the print that the file is,
    byte for byte.
    """

    path: str
    output: str
    committee: str
    template: str
    codes: tuple[str, ...] = ()
    page: Page | None = None
    variant: str = ""
    imprint: str = ""
    copy_of: str = ""

    @property
    def word(self) -> str:
        """The word by which the command line names what the file belongs to: `rulebook`, `rulebook-large`."""
        return form_word(self.output, self.variant)


def print_file(
    output: str,
    slug: str,
    template: str,
    codes: Sequence[str] = (),
    *,
    variant: str = "",
    part: str = "",
    page: Page | None = None,
) -> Artifact:
    """Return the PDF of an output for one committee; variant and part stand in its name: `guide/lantian-2-aid.pdf`."""
    name = "-".join(filter(None, (slug, variant, part)))
    return Artifact(f"{output}/{name}.pdf", output, slug, template, tuple(codes), page, variant)


@dataclass(frozen=True)
class Unit:
    """What is made of one committee in one form of an output: the unit of work, made again or not at all."""

    word: str
    output: str
    committee: str
    artifacts: tuple[Artifact, ...]

    @property
    def name(self) -> str:
        """`rulebook/lantian-2`, `rulebook-large/lantian-2`; the sub-district's own pages are `website/`."""
        return unit_name(self.word, self.committee)


# --- what a sheet is made from ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brief:
    """What the data of a committee's sheets are made from.

    `values` stand for the placeholders of shared texts, `judged` is what the rules found, `products` are all there are.
    """

    handbook: Handbook
    pages: CommitteePages
    values: Values
    judged: Sequence[Judged] = ()
    products: Mapping[str, Product] = field(default_factory=dict)


@dataclass(frozen=True)
class SubdistrictBrief:
    """What the sub-district's own sheets are made from.

    `committees` are the pages of each by its slug, `judged` is what the rules found, `assets` are the addresses of the
    website's assets.
    """

    handbook: Handbook
    committees: Mapping[str, CommitteePages]
    judged: Sequence[Judged] = ()
    assets: Mapping[str, str] = field(default_factory=dict)


Files = Callable[[Handbook, CommitteePages, str], Iterator[Artifact]]
"""The files of a committee in the variant that is named, or in the usual form where the name is empty."""

Codes = Callable[[Handbook, CommitteePages], Mapping[str, str]]
"""The codes that a committee's sheets print, and in words where on them each stands."""

Drawing = Callable[[Brief, Artifact], Data]
"""The data of one file for its template."""

Title = Callable[[Handbook], str]
"""What people call a product, in the words of a handbook."""

Where = Callable[[Handbook, Committee], str | None]
"""Something that a committee's data say of its sheets, such as where they hang; None where nobody knows."""


@dataclass(frozen=True)
class Imprint:
    """In which edition a sheet is: its serial where it is issued, what its foot says, what stands on top of a proof."""

    serial: int | None
    edition: Data
    mark: str


@dataclass(frozen=True)
class Parts:
    """How the sheets in a product's files are told apart, each with editions of its own.

    `sheets` takes the data of a file apart, by the id of what each sheet is about; `imprinted` puts each sheet's
    edition into the data of the file; `titles` are the sheets that a committee has, and what each is about; `place`
    says where the sheet about a thing hangs.
    """

    sheets: Callable[[Data], Mapping[Part, Data]]
    imprinted: Callable[[Data, Mapping[Part, Imprint]], Data]
    titles: Callable[[Handbook, CommitteePages], Mapping[Part, str]]
    place: Callable[[Handbook, str], str] | None = None


def imprinted_whole(data: Data, imprints: Mapping[Part, Imprint]) -> Data:
    """Return the data of a file that is one sheet, with its edition, its codes leading to that."""
    (imprint,) = imprints.values()
    return {**with_serial(data, imprint.serial), "edition": imprint.edition, "marks": [imprint.mark]}


WHOLE = Parts(lambda data: {None: data}, imprinted_whole, titles=lambda handbook, pages: {None: ""})
"""A product that is one sheet, or one book."""


# --- products --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Variant:
    """A further form of a product, made only when it is named. What is None here is as in the product's usual form.

    `title` is what people call it, where that is not its name in capitals. `finish` is what happens to the pages once
    they are set, one of paper.finish.FINISHES. `issued` says whether it has editions, `carried` whether a website may
    carry it, `subdistrict` whether the sub-district's own files are made in it as well.
    """

    name: str
    title: Title | None = None
    files: Files | None = None
    data: Drawing | None = None
    finish: str = ""
    issued: bool = True
    carried: bool = True
    subdistrict: bool = False
    both_sides: bool | None = None
    paper: Where | None = None
    copies: Callable[[Committee], int] | None = None
    parts: Parts | None = None


USUAL = Variant("")
"""The form a product has when no variant is named."""


@dataclass(frozen=True)
class SubdistrictFiles:
    """What a product makes for the sub-district itself: files in their usual form, their data, their place.

    `places` are those of files that lie elsewhere, by path.
    """

    files: Callable[[SubdistrictBrief], Iterator[Artifact]]
    data: Callable[[SubdistrictBrief, Artifact], Data] | None = None
    place: Title | None = None
    places: Mapping[str, Title] = field(default_factory=dict)


def one_sheet(artifact: Artifact, say: Callable[[SubdistrictBrief], Data], place: Title) -> SubdistrictFiles:
    """Return the files of what the sub-district has one sheet of, given what it says and where it lies."""
    return SubdistrictFiles(lambda brief: iter((artifact,)), lambda brief, artifact: say(brief), place)


def no_files(handbook: Handbook, pages: CommitteePages, variant: str) -> Iterator[Artifact]:
    """Return the files of a committee of what is made for the sub-district only."""
    return iter(())


def no_codes(handbook: Handbook, pages: CommitteePages) -> Mapping[str, str]:
    """Return the codes of a product that prints none."""
    return {}


def nowhere(handbook: Handbook, committee: Committee) -> str | None:
    """Return the place of a product that hangs and lies nowhere."""
    return None


def single(committee: Committee) -> int:
    """Return how many are printed of what one is enough of."""
    return 1


def always(words: str) -> Where:
    """Return the answer of a product for which it is the same at every committee."""
    return lambda handbook, committee: words


@dataclass(frozen=True)
class Product:
    """One thing the handbook turns into. Its name is its folder in templates/ and build/, and its word; no `-` in it.

    - `title` is what the words of a handbook call it.
    - `files`, `codes` and `data` say which files there are, which codes they print and what they say; a product without
      `data` is not printed. `subdistrict` are files for the sub-district itself. `drawn_by` are folders of templates
      that it takes from besides its own.
    - `paper`, `both_sides`, `place`, `copies`: what it is printed on, where it hangs or lies, how many there are where
      nobody says otherwise. `in_hand` is held by the reader, other sheets hang; what is `bound` is a book.
    - `issued`: it has editions; `parts` tells its sheets apart. `dated`: it says what holds on a day, so each day anew.
    - `page` is the page that tells the same, as kind and id; without an id, that of what the sheet is about.
    - `on_request`: very many files, made only when named. `carried`: the website may carry it as a download.
    - `round`: its place on the weekly walk along all printed codes, no other product's; None where it is not looked at.
    """

    name: str
    title: Title
    files: Files
    data: Drawing | None = None
    codes: Codes = no_codes
    subdistrict: SubdistrictFiles | None = None
    drawn_by: tuple[str, ...] = ()
    paper: Where = nowhere
    both_sides: bool = False
    place: Where = nowhere
    copies: Callable[[Committee], int] = single
    in_hand: bool = False
    bound: bool = False
    issued: bool = False
    parts: Parts = WHOLE
    dated: bool = False
    page: tuple[str, str] | None = None
    on_request: bool = False
    carried: bool = False
    round: int | None = None
    variants: tuple[Variant, ...] = ()

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The product in its usual form, then in each of its variants."""
        return (Form(self), *(Form(self, variant) for variant in self.variants))

    @property
    def sums(self) -> bool:
        """Whether it tells of all committees at once, and nothing is made for one of them in its usual form."""
        return not Form(self).each

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of templates that draw it."""
        return (self.name, *self.drawn_by)


@dataclass(frozen=True)
class Form:
    """A product in its usual form or in one of its variants: what a word of the command line names."""

    product: Product
    variant: Variant = USUAL

    @property
    def word(self) -> str:
        """The word that names it: `rulebook`, `rulebook-large`."""
        return form_word(self.product.name, self.variant.name)

    def title(self, handbook: Handbook, subject: str = "") -> str:
        """Return what people call a sheet: `规章制度汇编（大字版）`, `门牌（社区事务服务大厅）`."""
        variant = self.variant.title(handbook) if self.variant.title else self.variant.name.upper()
        details = "，".join(filter(None, (variant, subject)))
        return self.product.title(handbook) + (f"（{details}）" if details else "")

    def files(self, handbook: Handbook, pages: CommitteePages) -> Iterator[Artifact]:
        """Yield the files of a committee in this form."""
        return (self.variant.files or self.product.files)(handbook, pages, self.variant.name)

    @property
    def each(self) -> bool:
        """Whether it is made for each committee in this form."""
        return (self.variant.files or self.product.files) is not no_files

    @property
    def subdistrict(self) -> SubdistrictFiles | None:
        """What it makes for the sub-district itself in this form; None where it makes nothing."""
        return self.product.subdistrict if self.variant.subdistrict or not self.variant.name else None

    def subdistrict_files(self, brief: SubdistrictBrief) -> Iterator[Artifact]:
        """Yield the sub-district's own files in this form."""
        variant = self.variant.name
        for artifact in self.subdistrict.files(brief) if self.subdistrict else ():
            stem, dot, ending = artifact.path.rpartition(".")
            yield replace(artifact, path=f"{stem}-{variant}{dot}{ending}", variant=variant) if variant else artifact

    def data(self, brief: Brief, artifact: Artifact) -> Data:
        """Return the data of one of its files. Raises TypeError for a product that is not printed."""
        drawing = self.variant.data or self.product.data
        if drawing is None:
            raise TypeError(f"{self.word} is not printed")
        return drawing(brief, artifact)

    @property
    def issued(self) -> bool:
        """Whether it has editions."""
        return self.product.issued and self.variant.issued

    @property
    def carried(self) -> bool:
        """Whether the website may carry it."""
        return self.product.carried and self.variant.carried

    @property
    def both_sides(self) -> bool:
        """Whether a sheet of paper carries two pages."""
        return self.product.both_sides if self.variant.both_sides is None else self.variant.both_sides

    @property
    def parts(self) -> Parts:
        """How its sheets are told apart."""
        return self.variant.parts or self.product.parts

    def paper(self, handbook: Handbook, committee: Committee) -> str | None:
        """Return the paper it is printed on at a committee; None where nobody knows."""
        return (self.variant.paper or self.product.paper)(handbook, committee)

    def place(self, handbook: Handbook, committee: Committee | None, path: str = "") -> str | None:
        """Return where it hangs or lies at a committee, or a file at the sub-district; None where nobody knows."""
        if committee:
            return self.product.place(handbook, committee)
        own = self.product.subdistrict
        place = own.places.get(path, own.place) if own else None
        return place(handbook) if place else None

    def copies(self, committee: Committee) -> int:
        """Return how many are printed for a committee where nobody says otherwise."""
        return (self.variant.copies or self.product.copies)(committee)
