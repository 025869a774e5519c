"""The corpus: of what must not go out as good as nothing does, and as good as nothing else is refused.

`python tests/privacy/test_corpus.py` prints the figures.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from generator.privacy.files import find_personal_data_in_file
from generator.privacy.homes import flats
from generator.privacy.office import Office, all_numbers
from generator.privacy.text import find_personal_data

CORPUS = yaml.safe_load((Path(__file__).parent / "corpus.yml").read_text("utf-8"))
SETS = ("tuning", "held", "forms")
LEAST_FOUND, MOST_REFUSED = 0.99, 0.01


def office(known: Mapping[str, list[str]]) -> Office:
    """Who may be published, of the corpus's own data."""
    return Office(
        names=frozenset(known["names"]),
        flats=frozenset(flat for address in known["addresses"] for flat in flats(address)),
        numbers=all_numbers(known["numbers"]),
        contacts=frozenset(known["contacts"]),
        places=frozenset(known["places"]),
        posts=frozenset(known["posts"]),
    )


OFFICE = office(CORPUS["office"])


class Figures(NamedTuple):
    """What of a set was missed, what was refused that may go out, and of how many sentences of each kind."""

    missed: list[str]
    refused: list[str]
    bad: int
    good: int

    @property
    def recall(self) -> float:
        """How much of what must not go out is found."""
        return 1 - len(self.missed) / self.bad

    @property
    def false_alarms(self) -> float:
        """How much of what may go out is refused."""
        return len(self.refused) / self.good


def figures(*sets: str) -> Figures:
    """How some sets are judged."""
    bad = [text for name in sets for text in CORPUS[name]["refused"]]
    good = [text for name in sets for text in CORPUS[name]["passed"]]
    missed = [text for text in bad if not [*find_personal_data(text, OFFICE)]]
    return Figures(missed, [text for text in good if [*find_personal_data(text, OFFICE)]], len(bad), len(good))


def test_the_corpus_is_large_and_no_sentence_is_there_twice() -> None:
    texts = [text for name in SETS for kind in ("refused", "passed") for text in CORPUS[name][kind]]
    assert len(texts) == len(set(texts)) >= 500
    assert all(len(CORPUS[name][kind]) >= 100 for name in ("tuning", "held") for kind in ("refused", "passed"))


@pytest.mark.parametrize("sets", [*((name,) for name in SETS), SETS], ids="+".join)
def test_who_is_let_out_and_what_is_refused(sets: tuple[str, ...]) -> None:
    found = figures(*sets)
    assert found.recall >= LEAST_FOUND, found.missed
    assert found.false_alarms <= MOST_REFUSED, found.refused


def ics(text: str) -> str:
    """A line of a calendar, its signs escaped and folded as RFC 5545 has it."""
    line = "SUMMARY:" + text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\r\n ".join(line[start : start + 20] for start in range(0, len(line), 20))


OUTPUTS: Mapping[str, Callable[[str], str]] = {
    "a.html": lambda text: f"<!doctype html>\n<ul>\n<li>{html.escape(text)}</li>\n</ul>",
    "a.atom": lambda text: f"<entry>\n<title>{html.escape(text)}</title>\n</entry>",
    "a.ics": ics,
    "a.vcf": lambda text: ics(text).replace("SUMMARY", "NOTE"),
    "a.json": lambda text: json.dumps({"title": text}),
    "a.csv": lambda text: f"1,{text},2",
}
"""What a text looks like in each kind of output."""


@pytest.mark.parametrize("path", OUTPUTS)
def test_every_output_is_judged_as_the_text_itself(path: str) -> None:
    """What a text has in it is found wherever it stands; and nothing is made of what is sound."""
    for name in SETS:
        for kind in ("refused", "passed"):
            for text in CORPUS[name][kind]:
                found = [*find_personal_data_in_file(path, OUTPUTS[path](text).encode(), OFFICE)]
                assert bool(found) == bool([*find_personal_data(text, OFFICE)]), (path, text, found)


if __name__ == "__main__":
    for sets in (*((name,) for name in SETS), SETS):
        found = figures(*sets)
        print(
            f"{'+'.join(sets)}: {found.recall:.1%} of {found.bad} found, "
            f"{found.false_alarms:.1%} of {found.good} refused"
        )
        for text in (*found.missed, *found.refused):
            print(f"  {text}")
