"""Files beside a handbook's own that nobody reads: copies, wrong endings, names that are nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.problem import Location, Problem
from generator.read import listing
from generator.read.listing import COMMITTEES, CONTENT, Folder, Own, Shared, is_copy, is_system

NEW = re.compile(r"(新建|未命名|无标题|New |Untitled)", re.IGNORECASE)
"""How Windows, WPS and Mac call what they have just made."""

YAML = (".yml", ".yaml")
TEXT_ENDINGS = (".yml", ".yaml", ".md", ".markdown")
OFFICE_ENDINGS = (".doc", ".docx", ".wps", ".rtf", ".xls", ".xlsx", ".et", ".csv", ".pdf")
"""Of files that stay what they are, whatever one calls them: what is in them has to be copied out."""

COPIED = re.compile(
    r"^(副本|复件|Copy of) *|( ?- ?| ?的)?(副本|备份|Copy|快捷方式)(?=\W|$)|[ _-]?[(（][0-9]+[)）]| [0-9]+(?=\.)"
    r"|\.(bak|orig|lnk)$",
    re.IGNORECASE,
)
"""What is in the name of a copy and not in that of its original."""


def strays(root: Path) -> Iterator[Problem]:
    """Yield a warning for each file or folder that an author may take for a part of the handbook, and that is none."""
    shared = {Path(file).name for file in Shared if file.startswith(f"{CONTENT}/")}
    yield from among(root, CONTENT, shared | {listing.BREACHES} | {Path(folder).name for folder in Folder}, YAML)
    for folder in Folder:
        yield from among(root, folder, set(), (), folder.ending)
    yield from among(root, COMMITTEES, set(), ())
    for slug in listing.committee_folders(root):
        yield from among(root, listing.own_file(slug), {*Own, listing.SNAPSHOTS, listing.BREACHES}, YAML)


def among(root: Path, folder: str, known: set[str], unread: tuple[str, ...], ending: str = "") -> Iterator[Problem]:
    """Yield a warning for each stray of one folder.

    `known` are the names that belong there, `unread` endings that nothing else may have, `ending` that which all files
    of a folder of texts have.
    """
    if not (root / folder).is_dir():
        return
    for path in sorted((root / folder).iterdir()):
        name = path.name
        if name in known or is_system(name) or (folder == COMMITTEES and path.is_dir()):
            continue
        meant = min(filter(partial(nearly, name), known), key=lambda each: (not_of_kind(name, each), each), default="")
        place = Location(f"{folder}/{name}")
        if is_copy(name):
            yield warning(place, f"“{name}”是副本，程序不读", without_copy(folder, name))
        elif NEW.match(name):
            yield warning(place, f"“{name}”是新建了没有改名的，程序不读", "要用，就改名；不用，就删掉")
        elif path.suffix.lower() in OFFICE_ENDINGS and (meant or ending):
            yield warning(place, f"“{name}”程序不读", copied_out(meant or f"{path.stem}{ending}"))
        elif path.is_dir() and ending:
            yield warning(place, f"“{name}”这个文件夹里的程序不读", f"里面的文件移到 {folder}，或移到别处")
        elif meant:
            yield warning(place, f"“{name}”程序不读", f"改名为“{meant}”；已经有“{meant}”的，把内容并进去")
        elif path.suffix.lower() in unread or (ending and path.suffix != ending):
            yield warning(place, f"“{name}”程序不读", unread_hint(known, ending, path))


def warning(place: Location, message: str, hint: str) -> Problem:
    """Return that something is read by nobody."""
    committee = listing.owner(place.file) if place.file.count("/") > 1 else ""
    return Problem(place, "D091", message, hint, "warning", committee=committee)


def copied_out(meant: str) -> str:
    """Return what to do about a file of Word's or Excel's that holds what a file of the handbook's should."""
    return f"只改后缀没有用：打开它，把内容抄进“{meant}”（记事本能打开的文件）；不用，就移到别的文件夹"


def without_copy(folder: str, name: str) -> str:
    """Return what to do about a copy."""
    original = COPIED.sub("", name)
    return f"改的是副本，就把内容抄回“{folder}/{original}”；不用，就移到别的文件夹"


def unread_hint(known: set[str], ending: str, path: Path) -> str:
    """Return which files a folder has, for one that is none of them."""
    if ending:
        return (
            f"这里只读 {ending} 文件；是这里的内容，就改成“{path.name.split('.')[0]}{ending}”，不是，就移到别的文件夹"
        )
    names = "、".join(sorted(name for name in known if name.endswith(".yml")))
    return f"这里只读 {names}；不用的移到别的文件夹"


def nearly(name: str, meant: str) -> bool:
    """Tell whether a name is another but for capital letters, blanks, another ending or one more."""
    stem = Path(meant).stem
    written = re.sub(r"[\s_]", "", name.casefold())
    endings = ("", ".txt", ".yml", ".yaml", ".md", ".markdown", *OFFICE_ENDINGS)
    return any(written in (f"{meant}{ending}", f"{stem}{ending}") for ending in endings)


def not_of_kind(name: str, meant: str) -> bool:
    """Tell whether two names have endings of different kinds: one is that of a text, the other that of data."""
    return (Path(name.casefold()).suffix in YAML) != (Path(meant).suffix in YAML)


def beside(path: Path) -> str:
    """Return how to come by a file that is missing, from one beside it whose name is nearly its own; else nothing."""
    if not path.parent.is_dir():
        return ""
    for other in sorted(path.parent.iterdir()):
        if other.name == path.name or is_system(other.name):
            continue
        if other.suffix.lower() in OFFICE_ENDINGS and nearly(other.name, path.name):
            return f"旁边有“{other.name}”。{copied_out(path.name)}"
        if nearly(other.name, path.name) or (is_copy(other.name) and COPIED.sub("", other.name) == path.name):
            return f"旁边有“{other.name}”：把它改名为“{path.name}”（看不见 .txt 这样的后缀，先让文件夹显示扩展名）"
    return ""
