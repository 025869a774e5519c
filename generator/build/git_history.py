"""What git remembers of ledgers: the branch, its earlier ends, what no branch has any more, what was stashed."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from generator import SITE_CONFIG
from generator.codes import history
from generator.codes.history import Witness
from generator.disk import reading
from generator.disk.repository import common_folder, repository_of
from generator.read import listing

GIT_SECONDS = 20
"""How long git may take; it looks at one small file of each committee."""

MOST_STASHES = 50
"""How many of the changes that were put aside are looked at, the newest first."""

NAME = "git 的历史记得"
HINT = "用 git 把这个居委会的 codes.yml 和 editions 恢复到那一次提交的样子，后来加的行也留着"
STASH_NAME = "git 收起来的改动（stash）里有"
STASH_HINT = "用 git stash pop 把收起来的改动放回来；用不着那一次付印了，也要先放回来，再照常付印新的"


class Unanswered(Exception):
    """Git is to be asked and does not answer: why, in a clerk's words, and what is to be done."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


def of_git(root: Path) -> Iterator[Witness]:
    """Yield what git remembers of a handbook's ledgers; nothing where no git keeps it.

    Where git keeps it and does not answer, the witness is there, and says why it is silent.
    """
    if (repository := repository_of(root)) is None:
        return
    folders = dict.fromkeys((repository, common_folder(repository)))
    files = [file for folder in folders for name in STAMPS if (file := folder / name).exists()]
    stamp = tuple(file.stat().st_mtime_ns for file in files) or (time.monotonic_ns(),)
    try:
        yield from _remembered(root, repository, stamp)
    except Unanswered as silent:
        yield Witness(NAME, silent.hint, silence=silent.why)
    for name, (why, hint) in CUT_OFF.items():
        if reading.beginning(common_folder(repository) / name, 1):
            yield Witness(NAME, hint, silence=why)


STAMPS = ("HEAD", "logs/HEAD", "packed-refs", "refs/heads", "refs/stash", "index", "shallow", "info/grafts")
"""What changes in a repository whenever its history does; what has none of it is asked each time."""

CUT_OFF: Mapping[str, tuple[str, str]] = {
    "shallow": ("git 里只有最近的一段历史", "在这个文件夹里运行一次 git fetch --unshallow，把全部历史取回来"),
    "info/grafts": ("git 的历史被 .git/info/grafts 截断或改接过", "请管电脑的人删掉那个文件，再做一次"),
}
"""The files in a repository by which git leaves out a part of its history and says nothing."""


@lru_cache(maxsize=8)
def _remembered(root: Path, repository: Path, stamp: tuple[int, ...]) -> tuple[Witness, ...]:
    """Return what the history remembers; it is not asked again while nothing in it has changed, as its files show."""
    asked = Path(_git(root, "rev-parse", "--absolute-git-dir").rstrip("\r\n"))
    if asked.exists() and not asked.samefile(repository):  # that one is spoilt, and git went on to another further up
        raise Unanswered(UNREADABLE, BROKEN)
    heads = tuple(_heads(root))
    if not heads:
        return ()
    born = heads == ("HEAD",)
    ledgers = tuple(_where_ledgers_were(root, heads))
    log = _log(root, _ends(root) if born else heads, ("--full-history", "-m", "--stdin", "--", *ledgers))
    # what was committed and lies on no branch any more
    lost = _git(root, "reflog", "show", "--format=%H", "HEAD").split() if born else ()
    log += _log(root, lost, ("-m", "--stdin", "--not", "--branches", "--remotes", "--tags", "--", *ledgers))
    of_stashes = ("--no-walk=unsorted", "--first-parent", "-m", "--stdin", "--", *ledgers)
    stashed = _log(root, _stashes(root, heads), of_stashes)
    told = (
        replace(_witness(log, NAME, HINT), addresses=dict(_addresses(root, log))),
        _witness(stashed, STASH_NAME, STASH_HINT),
    )
    return tuple(witness for witness in told if witness.ledgers)


# --- where to look ---------------------------------------------------------------------------------------------------


def _heads(root: Path) -> Iterator[str]:
    """Yield where the work tree stands in the history: HEAD, or the ends of all branches.

    These are what there is where the branch has no commit yet. Raises Unanswered where its name leads to nothing.
    """
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD", mild=True):
        _git(root, "cat-file", "-e", "HEAD^{commit}")
        yield "HEAD"
        return
    branch = _git(root, "symbolic-ref", "--quiet", "HEAD", mild=True).strip()
    # a branch that has a file and no commit was not written to its end
    if not branch or (root / _git(root, "rev-parse", "--git-path", branch).rstrip("\r\n")).is_file():
        raise Unanswered(UNREADABLE, BROKEN)
    yield from _git(root, "for-each-ref", "--format=%(objectname)", "refs/heads").split()


def _ends(root: Path) -> Iterator[str]:
    """Yield the commits that the ledgers must not fall behind.

    On a branch these are its earlier ends. Where somebody has gone back to a commit that is on no branch by itself,
    they are the ends of the branches that go on from there, and whatever was committed there since.
    """
    yield "HEAD"
    if branch := _git(root, "symbolic-ref", "--quiet", "HEAD", mild=True).strip():
        yield from _git(root, "reflog", "show", "--format=%H", branch).split()
        return
    yield from _git(root, "for-each-ref", "--contains=HEAD", "--format=%(objectname)", "refs/heads").split()
    moves = _git(root, "reflog", "show", "--format=%H %gs", "HEAD").splitlines()
    yield from (move.split()[0] for move in takewhile(lambda move: not GONE_ELSEWHERE.match(move), moves))


GONE_ELSEWHERE = re.compile(r"\S+ (checkout|rebase|clone)\b")
"""How git tells, in the list of where a work tree has been, that it was somewhere else before."""


def _stashes(root: Path, heads: Iterable[str]) -> Iterator[str]:
    """Yield the changes that were put aside, uncommitted, while the work tree was where this history comes from."""
    if not _git(root, "rev-parse", "--verify", "--quiet", "refs/stash", mild=True):
        return
    listed = _git(root, "reflog", "show", f"--max-count={MOST_STASHES}", "--format=%H %P", "refs/stash")
    for stash, base in (line.split()[:2] for line in listed.splitlines()):
        if _git(root, "rev-list", "--max-count=1", base, "--not", *heads) == "":
            yield stash


def _where_ledgers_were(root: Path, heads: Sequence[str]) -> Iterator[str]:
    """Yield what git is to look at: the ledgers, where they are and where they were before their folder was moved."""
    here = _git(root, "rev-parse", "--show-prefix").strip("\n")
    anywhere = f":(top,glob)**/{LEDGERS}"
    moves = ("--find-renames", "--diff-filter=R", "--name-status", "--", anywhere)
    said = _git(root, "diff", "--cached", heads[0], *moves) + _git(root, "log", "--format=", *heads, *moves)
    moved = (MOVED.fullmatch("\t".join(map(_bare, line.split("\t")))) for line in said.split("\n"))
    pairs = [match.groups() for match in moved if match]
    folders = {here}
    while earlier := {old for old, slug, new, same in pairs if slug == same and new in folders} - folders:
        folders |= earlier
    for folder in sorted(folders):
        literal = GLOB_SIGN.sub(r"\\\g<0>", folder)
        yield LEDGERS if folder == here else f":(top,glob){literal}{LEDGERS}"


LEDGERS = f"{listing.COMMITTEES}/*/{listing.Own.LEDGER}"
LEDGER_MOVED = rf"(.{{0,4096}}){listing.COMMITTEES}/([^/]{{1,255}})/{re.escape(listing.Own.LEDGER)}"
"""The path of a ledger, no longer than any that a system takes."""

MOVED = re.compile(rf"R[0-9]*\t{LEDGER_MOVED}\t{LEDGER_MOVED}", re.DOTALL)
OF_LEDGER = re.compile(rf"b/{LEDGER_MOVED}", re.DOTALL)
ESCAPED = re.compile(r"\\([0-7]{3}|.)")
SIGNS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
GLOB_SIGN = re.compile(r"[][*?\\]")


def _bare(name: str) -> str:
    """Return the name of a file as it is; one with a quote, a backslash or a control character git writes in quotes."""
    if not (len(name) > 1 and name[0] == name[-1] == '"'):
        return name
    return ESCAPED.sub(lambda sign: chr(int(sign[1], 8)) if sign[1][1:] else SIGNS.get(sign[1], sign[1]), name[1:-1])


# --- what it says ----------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """What a commit added to a ledger: which commit, in which handbook's folder, whose by slug, and each line's values.

    The folder is that below the repository, with a slash at its end.
    """

    commit: str
    folder: str
    slug: str
    lines: list[dict[str, str]]


def _changes(log: str) -> Iterator[Change]:
    """Yield what was added to ledgers, the newest first."""
    commit = ""
    change = None
    for line in log.splitlines():
        if line.startswith("\x01"):
            commit = line[1:]
        elif line.startswith("+++ "):
            if change and change.lines:
                yield change
            named = OF_LEDGER.fullmatch(_bare(line[4:].rstrip("\t")))
            change = Change(commit, named[1], named[2], []) if named else None
        elif change and line.startswith("+") and (values := history.values(line[1:])):
            change.lines.append(values)
    if change and change.lines:
        yield change


def _witness(log: str, name: str, hint: str) -> Witness:
    """Return what a log remembers. Whose a ledger is stands in its lines of codes, so that a folder may have any name.

    Where a commit added lines of editions only, it is whose the lines before were that are in the same place.
    """
    changes = list(_changes(log))[::-1]
    owners: dict[str, str] = {}
    for change in reversed(changes):
        if number := _owner(change.lines):
            owners[change.slug] = number
    slugs: dict[str, str] = {}
    lines: dict[str, list[dict[str, str]]] = {}
    moments: dict[str, str] = {}
    for change in changes:
        if number := _owner(change.lines) or owners.get(change.slug, ""):
            owners[change.slug], slugs[number] = number, change.slug
            lines.setdefault(number, []).extend(change.lines)
        for values in change.lines:
            if "seal" in values and "serial" in values:
                moments.setdefault(values["seal"], f"{name}，提交 {change.commit}")
    ledgers = {number: {**history.of_lines(same), "slug": slugs[number]} for number, same in lines.items()}
    places = {
        values["seal"]: values["place"] for same in lines.values() for values in same if {"seal", "place"} <= {*values}
    }
    return Witness(name, hint, ledgers, moments, places)


def _addresses(root: Path, log: str) -> Iterator[tuple[str, str]]:
    """Yield the seal of each edition that does not say what stands before its codes, and what did when it was written.

    The settings of the same commit tell that.
    """
    early: dict[tuple[str, str], list[str]] = {}
    for change in _changes(log):
        seals = [line["seal"] for line in change.lines if {"seal", "serial"} <= {*line} and "address" not in line]
        if seals:
            early.setdefault((change.commit.split()[0], change.folder), []).extend(seals)
    for (commit, folder), seals in list(early.items())[:MOST_COMMITS]:
        literal = f":(top,literal){folder}{SITE_CONFIG}"
        said = _git(root, "grep", "-h", "--text", "-E", "^ *(site|code)_url:", commit, "--", literal, mild=True)
        found = dict(ADDRESS.findall(said))
        if address := found.get("code_url") or found.get("site_url"):
            yield from ((seal, address) for seal in seals)


ADDRESS = re.compile(r"""^ *(site_url|code_url) *: *["']?(https://[^\s"'#]+/)""", re.MULTILINE)

MOST_COMMITS = 100
"""How many commits are asked for the settings of their day, the newest first."""


def _owner(lines: Iterable[Mapping[str, str]]) -> str:
    return next((number for line in lines if (number := history.committee_number(line))), "")


# --- how it is asked -------------------------------------------------------------------------------------------------


def _log(root: Path, ends: Iterable[str], words: Iterable[str]) -> str:
    """Return the changes of ledgers in these commits, and in all before them unless the `words` say otherwise."""
    commits = "".join(f"{end}\n" for end in dict.fromkeys(ends))
    return _git(root, "log", "--format=%x01%h %cs", *FLAGS, *words, given=commits) if commits else ""


FLAGS = (
    "--ignore-missing",  # an earlier end may have been swept away since
    "--patch",
    "--text",
    "--unified=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    "--no-show-signature",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)


ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
"""Git looks at what is there and asks nobody, whatever the settings of a repository and of a machine say."""

OURS = re.compile("(?!GIT_)|GIT_(?:CONFIG|EXEC_PATH)")
"""What git gets to know of the surroundings: nothing that leads it to another repository, as a git does that starts
this program for its hooks, or that has it read names of files or write changes otherwise than it is asked.
"""

SETTINGS = ("core.fsmonitor=false", "core.quotepath=false", "log.showRoot=true")

NO_GIT = "装上 git 再试；不再用 git 管这本手册的，把 .git 文件夹移走"
NOT_OURS = "在这个文件夹里运行一次：git config --global --add safe.directory {folder}"
UNREADABLE = "git 读不了这本手册的历史"
BROKEN = "在这个文件夹里运行 git log，看它说什么；自己修不好的，请管电脑的人看看，或另外克隆一份"


def _git(root: Path, *words: str, given: str = "", mild: bool = False) -> str:
    """Return what git says; if `mild`, nothing where it says no. Raises Unanswered.

    No command that a repository names is run: git fetches nothing that it lacks, by whatever way its settings say.
    """
    environment = {**{key: value for key, value in os.environ.items() if OURS.match(key)}, **ALONE}
    settings = (word for setting in SETTINGS for word in ("-c", setting))
    command = ("git", "--no-pager", *settings, *words)
    try:
        answer = subprocess.run(
            command,
            cwd=root,
            env=environment,
            input=given.encode(),
            capture_output=True,
            timeout=GIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unanswered(f"git {GIT_SECONDS} 秒也没有答完", BROKEN) from None
    except OSError:
        raise Unanswered("这台电脑上没有 git，或打不开它", NO_GIT) from None
    if answer.returncode and not (mild and answer.returncode == 1):
        said = answer.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said:
            named = re.search(r"safe\.directory (.+)", said)
            folder = named[1].strip() if named else f"'{root}'"
            raise Unanswered("git 说这个文件夹是别人的，不肯读它", NOT_OURS.format(folder=folder))
        raise Unanswered(UNREADABLE, BROKEN)
    return answer.stdout.decode("utf-8", "replace")
