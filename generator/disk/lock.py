"""One writer at a time: a lock of the operating system's, which goes when its holder does, however that ends."""

from __future__ import annotations

import contextlib
import datetime
import errno
import getpass
import json
import os
import re
import socket
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from generator.day import OFFICE_TIME
from generator.disk import reading
from generator.disk.files import naming
from generator.disk.places import is_own_file, resolved
from generator.disk.reading import AT_ONCE
from generator.problem import HandbookError, Location, Problem

NAME = ".handbook.lock"
"""The file that is locked. It stays where it is: a lock that is deleted can be held by two."""

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""A link by the name of a lock would have the program write into whatever it leads to."""

FAR = 1 << 30
"""The byte that is locked on Windows, where what is locked cannot be read: far behind what says who holds it."""

PATIENCE = 30 * 60
"""Seconds that a program waits for another; the longest build takes ten minutes."""

PAUSE = 0.05
"""Seconds between two attempts."""

TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
"""What the system answers where another holds the lock."""

NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL)
"""What a network share without locks answers, the last on Windows."""

NOT_OURS = (errno.EACCES, errno.EPERM, errno.EROFS)
"""What a folder answers in which nobody like us can write."""


DESCRIPTION = re.compile(rb'\{"work": "[^\n]*')
"""How a lock begins to say who holds it, on one line."""

MOST_BYTES = 10_000
"""More than that is."""


class _Lock:
    """A lock that this process holds, or waits for: `depth` is how often its holder has entered."""

    def __init__(self) -> None:
        self.thread = threading.RLock()
        self.depth = 0


_HELD: dict[Path, _Lock] = {}
_REGISTER = threading.Lock()


@contextlib.contextmanager
def alone(folder: Path, work: str, patience: float = PATIENCE, name: str = NAME) -> Iterator[None]:
    """Hold the lock with this name in a folder; whoever holds it may take it again. `work` tells others what for.

    Waits for another holder, and says on stderr for whom. Raises HandbookError (D080) where that one does not end in
    `patience` seconds. Where nobody can write in the folder, there is nothing to hold.
    """
    with _REGISTER:
        own = _HELD.setdefault(resolved(folder) / name, _Lock())
    if not own.thread.acquire(timeout=patience):
        raise HandbookError([_busy(folder, "")])
    try:
        with contextlib.nullcontext() if own.depth else _held(folder / name, work, patience):
            own.depth += 1
            try:
                yield
            finally:
                own.depth -= 1
    finally:
        own.thread.release()


@contextlib.contextmanager
def _held(file: Path, work: str, patience: float) -> Iterator[None]:
    try:
        handle = _opened(file)
    except OSError as error:
        if error.errno not in NOT_OURS:
            raise
        if os.path.lexists(file) and os.access(file.parent, os.W_OK):
            raise HandbookError([_not_a_lock(file, "打不开", "请管这台电脑的人开权限，再做一次")]) from None
        yield
        return
    try:
        _wait(handle, file, patience)
        with naming(file):
            _write(handle, _description(work))
        yield
        _write(handle, b"")
    finally:
        os.close(handle)


def _opened(file: Path) -> int:
    """Return the open file that is locked, made where there is none. Raises HandbookError where it is another's.

    What nobody has locked is empty, or says what a program did that was killed.
    """
    if os.path.lexists(file) and not is_own_file(file):
        raise HandbookError([_not_a_lock(file)])
    handle = os.open(file, os.O_RDWR | os.O_CREAT | NO_LINK | AT_ONCE, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode) or not _says_holder(os.read(handle, MOST_BYTES)):
            raise HandbookError([_not_a_lock(file)])
        if hasattr(os, "fchmod"):
            with contextlib.suppress(OSError):  # a colleague under another account must be able to hold it as well
                os.fchmod(handle, 0o666)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _says_holder(content: bytes) -> bool:
    """Tell whether this is what stands in a lock: nothing, who holds it, or what a power cut left of that."""
    return not content.strip(b"\0") or DESCRIPTION.fullmatch(content) is not None


def _wait(handle: int, file: Path, patience: float) -> None:
    """Return once the lock is ours. Raises HandbookError where it does not become so."""
    end, said = time.monotonic() + patience, False
    while not take(handle):
        holder = holder_of(file)
        if time.monotonic() > end:
            raise HandbookError([_busy(file.parent, holder)])
        if not said:
            print(f"别的程序正在写这本手册{holder}；等它做完……", file=sys.stderr, flush=True)
            said = True
        time.sleep(PAUSE)


def take(handle: int, unsure: bool = True) -> bool:
    """Take the lock of an open file, and tell whether it is ours; on a share that knows no locks, `unsure`."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (*TAKEN, *NO_LOCKS):
            raise
        return unsure and error.errno in NO_LOCKS
    return True


def _write(handle: int, content: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.truncate(handle, 0)
    os.write(handle, content)


def _description(work: str) -> bytes:
    started = datetime.datetime.now(OFFICE_TIME).isoformat(timespec="seconds")
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        user = ""
    holder = {"work": work, "user": user, "computer": socket.gethostname(), "process": os.getpid(), "since": started}
    return json.dumps(holder, ensure_ascii=False).encode()


def holder_of(file: Path) -> str:
    """Return who holds a lock, what for and since when, in brackets; nothing where that cannot be read."""
    try:
        holder = json.loads(reading.read(file, MOST_BYTES))
        since = datetime.datetime.fromisoformat(holder["since"])
        who = f"{holder['user']}在{holder['computer']}上" if holder["user"] else f"在{holder['computer']}上"
        told = f"（{who}，{holder['work']}，{since:%H:%M:%S} 开始，进程 {holder['process']}）"
        return "".join(character for character in told if character.isprintable())
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _busy(folder: Path, holder: str) -> Problem:
    hint = "等它做完再试；它停住不动了，就关掉它，锁会自己放开"
    return Problem(Location(str(folder)), "D080", f"别的程序一直在写这本手册{holder}", hint)


def _not_a_lock(file: Path, why: str = "不是程序放的", hint: str = "把它改名或移走，再做一次；它还是原样") -> Problem:
    return Problem(Location(str(file)), "D060", f"程序要用这个名字做锁，可是这里的文件{why}", hint)
