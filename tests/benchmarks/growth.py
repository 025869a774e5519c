"""Many committees out of the few that are shipped: a handbook that grows, the same one whoever makes it."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

SEED = 20261201
"""From which it is drawn which committee another one is made from."""

MOST = 4000
"""Committees; there are no telephone numbers for more, all of which are visibly invented."""

LEDGER = ("codes.yml", "editions")
"""What a committee does not have yet: a first build gives it codes, and nothing of it has been issued."""


def grow(root: Path, total: int, seed: int = SEED) -> None:
    """Add committees to the handbook in `root` until there are `total`.

    All numbers of committees are of one length, so those that are shipped get longer ones; and none has a ledger yet,
    whatever the total is, so that handbooks of all sizes are of one kind. Raises ValueError where there are more
    already, or more are wanted than there are telephone numbers for.
    """
    shipped = sorted(folder for folder in (root / "committees").iterdir() if folder.is_dir())
    if not len(shipped) <= total <= MOST:
        raise ValueError(f"{len(shipped)} committees cannot become {total}")
    chance, first = random.Random(seed), pilots(root)
    for folder in shipped:
        lengthen_number(folder)
    models = [folder for folder in shipped if folder.name not in first]
    for number in range(1, total - len(shipped) + 1):
        write_another(chance.choice(models), number)


def pilots(root: Path) -> set[str]:
    """Return the slugs of the committees with which the policy lets a phase begin: no other may begin so early."""
    policy = (root / "content" / "policy.yml").read_text(encoding="utf-8")
    return {slug.strip() for listed in re.findall(r"starts: \[(.*?)\]", policy) for slug in listed.split(",")}


def lengthen_number(folder: Path) -> None:
    """Give a shipped committee a number of four digits, and take away its ledger, whose codes have three."""
    (folder / "codes.yml").unlink(missing_ok=True)
    shutil.rmtree(folder / "editions", ignore_errors=True)
    profile = folder / "committee.yml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(re.sub(r'^number: "(.*)"$', r'number: "0\1"', text, flags=re.MULTILINE), encoding="utf-8")


def write_another(model: Path, number: int) -> None:
    """Write a committee beside the one it is made from, with another name, number, address and telephones."""
    folder = model.with_name(f"{model.name}-{number:04}")
    shutil.copytree(model, folder, ignore=shutil.ignore_patterns(*LEDGER))
    profile = (folder / "committee.yml").read_text(encoding="utf-8")
    (name,) = re.findall(r"^name: (.*)$", profile, re.MULTILINE)
    others = {name: f"{name}第{number}"}
    for key, digits in (("phone", 1000 + number), ("duty_phone", 5000 + number)):
        others |= dict.fromkeys(re.findall(rf"^{key}: (.*)$", profile, re.MULTILINE), f"021-5555-{digits}")
    for file in folder.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        for said, other in others.items():
            text = text.replace(said, other)
        for pattern, line in own_lines(number):
            text = re.sub(pattern, line, text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")


def own_lines(number: int) -> tuple[tuple[str, str], ...]:
    """Return patterns of what no two committees share, and what stands in their place."""
    return (
        (r"^code: .*$", f'code: "3101{number:08}"'),
        (r"^number: .*$", f'number: "{1000 + number}"'),
        (r"^(address: .*?)\d+号", rf"\g<1>{1000 + number}号"),
        (r"^former_names:\n(  .*\n)+", ""),
    )
