"""What the notice board holds: each panel by the words that a register has for it, and the sizes it has room on."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.facts import BoardSize, Called, Fact, Slug, Some, Text
from generator.problem import did_you_mean


class BoardPanel(Fact):
    """A panel of the board: its title, what else a register calls it, and which sizes have room for it.

    One without `sizes` stands on every board. One with them stands on a sheet of such a size where the register says
    that the board holds it, and always on the panels of the largest board.
    """

    id: Slug
    title: Text
    also_called: Some[Called] = ()
    sizes: Some[BoardSize] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Whatever it is called."""
        return (self.title, *self.also_called)

    def fits(self, size: str) -> bool:
        """Tell whether a board of a size has room for it."""
        return not self.sizes or size.lower() in (known.lower() for known in self.sizes)


def named_by(said: str, panels: Iterable[BoardPanel]) -> tuple[BoardPanel, ...]:
    """Return the panels that a word of the register names, a word within it among them; none where nobody knows it.

    `清单和不予证明事项` names what 清单 names; of words that begin alike the whole one decides.
    """
    known = tuple(panels)
    exact = tuple(panel for panel in known if said in panel.words)
    return exact or tuple(panel for panel in known if any(word in said for word in panel.words))


def claimed(holds: Iterable[str], panels: Iterable[BoardPanel]) -> frozenset[str]:
    """Return the ids of the panels that a register says a board holds."""
    known = tuple(panels)
    return frozenset(panel.id for said in holds for panel in named_by(said, known))


def not_printed(holds: Iterable[str], size: str, panels: Iterable[BoardPanel]) -> list[tuple[str, str]]:
    """Return what a register says a board of a size holds and its print does not: the words, and what to do.

    The hint says which sizes have room for a panel, or what a word nobody knows may have been meant to be.
    """
    known = tuple(panels)
    missing = []
    for said in holds:
        named = named_by(said, known)
        if not named:
            missing.append((said, did_you_mean(said, [word for panel in known for word in panel.words])))
        elif small := [panel for panel in named if not panel.fits(size)]:
            sizes = "、".join(dict.fromkeys(fitting for panel in small for fitting in panel.sizes))
            missing.append((said, f"{size.upper()}的宣传栏放不下；放得下的有{sizes}"))
    return missing
