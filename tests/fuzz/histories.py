"""Histories of two clerks with a clone of git each: whatever they do, no announced edition is lost without a word.

By hand, an hour: `python -m tests.fuzz.histories 3600 7`; it ends with 1
where a promise was broken, and `python -m tests.fuzz.histories one 7 12` shows one history again.
"""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.planned import Planned
from generator.build.request import Request
from generator.codes import ledger
from generator.codes.merge import reconciled
from generator.issue.issue import Order, issue
from generator.journey import build, check, prepare
from generator.model.committee import Committee
from generator.model.ledger import Ledger
from generator.problem import HandbookError, errors
from generator.read import validation
from generator.read.files import load

TESTS = Path(__file__).parents[1]
SLUG = "sunny-garden"
LENGTH = 14
"""How many things are done in one history."""

SHEETS = ("plates", "roster", "codesheet")
FOLDERS = ("content", "committees")
PLACES = ("一楼", "二楼", "三楼")


@dataclass(frozen=True)
class Announced:
    """An edition that somebody was told of: its serial, its seal, and what each of its codes means."""

    serial: int
    seal: str
    codes: frozenset[tuple[str, str, str]]


@dataclass
class Clerk:
    """One clerk: the clone, and what was announced there or came by a merge, by its seal."""

    root: Path
    knows: dict[str, Announced] = field(default_factory=dict)

    @property
    def drawer(self) -> Path:
        """Where content and committees as they last were well are kept."""
        return self.root.with_name(self.root.name + ".well")

    @property
    def backup(self) -> Path:
        """Where an older copy of content and committees lies."""
        return self.root.with_name(self.root.name + ".backup")

    def ledger(self) -> bytes:
        """The file of the committee's ledger; nothing where there is none."""
        file = self.root / "committees" / SLUG / "codes.yml"
        return file.read_bytes() if file.is_file() else b""

    def own(self) -> Committee:
        """The committee whose sheets are issued."""
        return next(committee for committee in load(self.root).committees if committee.slug == SLUG)

    def own_number(self) -> str:
        """The number of the committee, which no commit changes."""
        profile = (self.root / "committees" / SLUG / "committee.yml").read_text("utf-8")
        return re.findall('(?m)^number: "([0-9]+)"', profile)[0]

    def wrong(self) -> list[str]:
        """The errors that a check finds."""
        return [f"{problem.rule} {problem.message}" for problem in errors(check(self.root))]


def git(root: Path, *words: str) -> bool:
    """Run git as somebody with a name, whatever the settings of this machine; tell whether it went well."""
    named = ("-c", "user.name=a", "-c", "user.email=a@example", "-c", "commit.gpgsign=false", "-c", "core.editor=true")
    return subprocess.run(["git", *named, *words], cwd=root, capture_output=True, check=False).returncode == 0


def clerks(folder: Path) -> tuple[Clerk, Clerk]:
    """Return two clerks with clones of the example."""
    first, second = folder / "first", folder / "second"
    shutil.copytree(TESTS / "example", first)
    (first / ".gitignore").write_text("/build/\n/templates\n.*.lock\n")
    (first / ".gitattributes").write_bytes((TESTS.parent / ".gitattributes").read_bytes())
    git(first, "init", "--quiet", "--initial-branch=main")
    git(first, "add", "--all")
    git(first, "commit", "--quiet", "--message=both")
    git(folder, "clone", "--quiet", str(first), str(second))
    for root in (first, second):
        (root / "templates").symlink_to(TESTS.parent / "templates", target_is_directory=True)
        copy_to(Clerk(root).drawer, root)
        copy_to(Clerk(root).backup, root)
    return Clerk(first), Clerk(second)


def copy_to(target: Path, root: Path) -> None:
    """Keep a copy of content and committees."""
    shutil.rmtree(target, ignore_errors=True)
    for name in FOLDERS:
        shutil.copytree(root / name, target / name)


def put_back(root: Path, copy: Path) -> None:
    """Bring content and committees back from a copy."""
    for name in FOLDERS:
        shutil.rmtree(root / name)
        shutil.copytree(copy / name, root / name)


# --- what clerks do --------------------------------------------------------------------------------------------------


def give_to_printer(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Issue a sheet, and remember what was announced."""
    done = issue(Order(clerk.root, clerk.root / "build", (chance.choice(SHEETS),), SLUG, chance.choice(PLACES)))
    own = clerk.own().ledger
    by_number = {code.number: code for code in own.codes}
    for _, edition in done.editions:
        kept = next(line for line in reversed(own.editions) if line.serial == edition.serial)
        codes = (by_number[number] for number in ledger.unpacked(kept.codes))
        meanings = frozenset((code.number, code.kind, code.id) for code in codes)
        assert kept.seal and (kept.sheet, kept.place, kept.says) == (edition.sheet, edition.place, edition.says)
        clerk.knows[kept.seal] = Announced(kept.serial, kept.seal, meanings)


def make_forms(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Build something small."""
    build(Request(clerk.root, clerk.root / "build", ("forms",), (SLUG,), jobs=1))


def add_service(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Take a further service into the handbook."""
    id = f"new{chance.randint(1, 5)}"
    services, contents = clerk.root / "content/services", clerk.root / "content/contents.yml"
    listed = contents.read_text("utf-8")
    if f"- {id}\n" not in listed:
        text = (services / "mediation.md").read_text("utf-8").replace("part: 办理", "part: 指引")
        (services / f"{id}.md").write_text(re.sub("(?m)^(title|name): .*", rf"\1: 新的事{id[-1]}", text), "utf-8")
        contents.write_text(listed.replace("  - mediation\n", f"  - mediation\n  - {id}\n", 1), "utf-8")


def rename_service(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Call a service otherwise."""
    file = clerk.root / "content/services/lunch.md"
    title = chance.choice(("老人吃午饭", "午饭", "送餐"))
    file.write_text(re.sub("(?m)^title: .*", f"title: {title}", file.read_text("utf-8")), "utf-8")


def commit(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Commit everything."""
    git(clerk.root, "add", "--all")
    git(clerk.root, "commit", "--quiet", "--message=more")


def merge(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Merge what the other has committed; what git cannot merge is left."""
    _join(chance, clerk, other, "merge")


def rebase(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Put what is committed here on top of what the other has committed."""
    _join(chance, clerk, other, "rebase")


def _join(chance: random.Random, clerk: Clerk, other: Clerk, how: str) -> None:
    commit(chance, clerk, other)
    git(clerk.root, "fetch", "--quiet", str(other.root), "main")
    # what was committed once came along, even where a later commit took it back
    command = ["git", "log", "--patch", "--full-history", "FETCH_HEAD", "--", f"committees/{SLUG}/codes.yml"]
    fetched = subprocess.run(command, cwd=clerk.root, capture_output=True, encoding="utf-8", check=False).stdout
    if git(clerk.root, how, "--quiet", "FETCH_HEAD"):
        clerk.knows |= {seal: announced for seal, announced in other.knows.items() if seal in fetched}
    else:
        git(clerk.root, how, "--abort")


def revert(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Undo the newest commit by another."""
    commit(chance, clerk, other)
    if git(clerk.root, "rev-parse", "HEAD~1") and not git(clerk.root, "revert", "--no-edit", "HEAD"):
        git(clerk.root, "revert", "--abort")


def reset(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Set the branch back by a commit."""
    commit(chance, clerk, other)
    git(clerk.root, "reset", "--quiet", "--hard", "HEAD~1")


def discard(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Throw away what is not committed."""
    git(clerk.root, "checkout", "--quiet", "--", "committees", "content")
    git(clerk.root, "clean", "--quiet", "-fd", "--", "committees", "content")


def back_up(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Make a backup of content and committees."""
    copy_to(clerk.backup, clerk.root)


def restore(chance: random.Random, clerk: Clerk, other: Clerk) -> None:
    """Bring them back from the backup."""
    put_back(clerk.root, clerk.backup)


Deed = Callable[[random.Random, Clerk, Clerk], None]
DEEDS: tuple[Deed, ...] = (
    *(give_to_printer, give_to_printer, give_to_printer, make_forms, add_service, rename_service),
    *(commit, merge, merge, rebase, revert, reset, discard, back_up, restore),
)


# --- what must hold --------------------------------------------------------------------------------------------------


def broken(clerk: Clerk) -> Iterator[str]:
    """Yield what must hold after whatever a clerk did: all that was announced is there, or the check says it is not."""
    if wrong := clerk.wrong():
        yield from _issued_all_the_same(clerk)
        told = [each for each in wrong if each.startswith(LEDGERS)]
        swapped = len(told) == 2 and all(
            "当时指" in each for each in told
        )  # two that nobody issued have changed places
        if told and not swapped and not _missing(clerk):
            yield f"nothing is missing, but: {wrong}"
        return
    yield from (f"{serial}号 was lost without a word" for serial in _missing(clerk))
    yield from _dead_codes(clerk, prepare(clerk.root, ("website",)))
    copy_to(clerk.drawer, clerk.root)


LEDGERS = ("X2", "X3", "D070", "D008")
"""What is said of ledgers, not of an author's texts such as a service that a merge left unlisted."""


def mend(clerk: Clerk) -> Iterator[str]:
    """Do what a check asks for: take the newest ledger, from a copy that was well; yield what is wrong even then.

    Where that copy is older than what git remembers, each commit that the check names has what is missing; the lines
    that are there stay.
    """
    put_back(clerk.root, clerk.drawer)
    asked: set[str] = set()
    while still := clerk.wrong():
        named = dict.fromkeys(re.findall("提交 ([0-9a-f]+)", " ".join(still)))
        commit = next((each for each in named if each not in asked), None)
        if commit is None:
            kept = (each for each in still if not asked or any(commit in each for commit in asked))
            yield from (f"put back, taken from {sorted(asked)}, and still: {each}" for each in kept)
            return
        asked.add(commit)
        keep_both(clerk, commit)


def keep_both(clerk: Clerk, commit: str) -> None:
    """Take what a commit has, and keep the lines of the ledger that are there."""
    ours = clerk.ledger()
    git(clerk.root, "checkout", commit, "--", f"committees/{SLUG}", "content")
    mine, theirs = (validation.read(content, "codes.yml", Ledger) for content in (ours, clerk.ledger()))
    both = ledger.with_lines(theirs, codes=(*theirs.codes, *mine.codes), editions=(*theirs.editions, *mine.editions))
    text = ledger.text(reconciled(both, clerk.own_number()))
    (clerk.root / "committees" / SLUG / "codes.yml").write_text(text, "utf-8")


def _missing(clerk: Clerk) -> list[int]:
    seals = {edition.seal for edition in clerk.own().ledger.editions}
    return [announced.serial for seal, announced in clerk.knows.items() if seal not in seals]


def _issued_all_the_same(clerk: Clerk) -> Iterator[str]:
    """Yield what is issued although the check finds errors, or what became of the ledger without an edition."""
    before = clerk.ledger()
    with contextlib.suppress(HandbookError):
        done = issue(Order(clerk.root, clerk.root / "build", SHEETS[:1], SLUG, "别处"))
        yield f"issued {[edition.serial for _, edition in done.editions]} on a handbook with errors"
    if clerk.ledger() != before:
        yield "refused, and the ledger is another"


def _dead_codes(clerk: Clerk, planned: Planned) -> Iterator[str]:
    """Yield the codes on paper that lead nowhere, or to something else than they did."""
    paths = {artifact.path for artifact in planned.plan.artifacts}
    addresses = {(code.number, code.kind, code.id): code.code for code in clerk.own().ledger.codes}
    for announced in clerk.knows.values():
        for meaning in announced.codes:
            if meaning not in addresses:
                yield f"{announced.serial}号: {meaning} means something else"
            elif f"website/{addresses[meaning]}/{announced.serial}/index.html" not in paths:
                yield f"{announced.serial}号: {addresses[meaning]} leads nowhere"


def history(seed: int, number: int) -> tuple[list[str], list[str]]:
    """Return the deeds of a history and the promises that it broke; the history ends where it breaks one."""
    chance = random.Random(f"{seed} {number}")
    deeds: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        both = clerks(Path(folder))
        for _ in range(LENGTH):
            clerk, other = chance.sample(both, 2)
            deed = chance.choice(DEEDS)
            deeds.append(f"{clerk.root.name} {deed.__name__}")
            try:
                deed(chance, clerk, other)
                wrong = list(broken(clerk))
                if clerk.wrong():
                    wrong += mend(clerk)
                    if clerk.wrong() and not wrong:  # texts of two branches that do not go together, which is told
                        return deeds, []
            except HandbookError as error:
                wrong = [f"refused: {error}"]
            if wrong:
                return deeds, wrong
    return deeds, []


def histories(seconds: float, seed: int) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield number, deeds and broken promises of one history after another, for so many seconds."""
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        yield number, *history(seed, number)
        number += 1


def main() -> None:
    """Try histories for the seconds that are said on the command line, with a seed if one is said; tell what broke."""
    words = sys.argv[1:]
    if words[:1] == ["one"]:
        print(*(each for part in history(int(words[1]), int(words[2])) for each in part), sep="\n")
        return
    seconds, seed = float(words[0]) if words else 60.0, int(words[1]) if len(words) > 1 else 1
    count = done = wrong = 0
    for number, deeds, came in histories(seconds, seed):
        count, done, wrong = count + 1, done + len(deeds), wrong + bool(came)
        if came:
            print(f"--- seed {seed}, number {number}: {'; '.join(deeds)}", *came, sep="\n", flush=True)
    print(f"{count} histories of {done} deeds, {wrong} of them broke a promise")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
