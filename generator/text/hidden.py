"""Take out of a text what stands between two marks, in one pass however often the first mark stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator


def hidden(text: str, begins: str, ends: str, kept: tuple[str, ...] = ()) -> Iterator[tuple[int, int]]:
    """Yield from where to where each hidden piece reaches, its marks included; one that does not end is none.

    What begins like one of `kept` is none either. A lazy pattern would look for the end anew from each beginning.
    """
    at = text.find(begins)
    while at >= 0 and (end := text.find(ends, at + len(begins))) >= 0:
        if text.startswith(kept, at):
            at = text.find(begins, at + 1)
            continue
        yield at, end + len(ends)
        at = text.find(begins, end + len(ends))


def without(
    text: str, begins: str, ends: str, left: Callable[[str], str] = lambda piece: "", kept: tuple[str, ...] = ()
) -> str:
    """Return a text with what `left` leaves of each hidden piece: of itself nothing."""
    pieces, done = [], 0
    for start, end in hidden(text, begins, ends, kept):
        pieces += [text[done:start], left(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def line_breaks(piece: str) -> str:
    """Return the line breaks of a piece, so that what follows keeps its line."""
    return "\n" * piece.count("\n")
