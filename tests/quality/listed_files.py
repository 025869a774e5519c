"""What a finished build says of its files, read without the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LISTS = "build.files"


def listed_files(build: Path) -> list[dict[str, Any]]:
    """Every file of a build, by path, with all that is said of it: in lists, or early on in build.json itself."""
    said = json.loads((build / "build.json").read_bytes())
    files = [dict(file) for file in said.get("artifacts", ())]
    for slug in said.get("files", ()):
        for product in json.loads((build / LISTS / f"{slug or '_'}.json").read_bytes()):
            whose = {"output": product["output"], "variant": product["variant"], "committee": slug}
            for path, digest, size, codes, *more in product["files"]:
                file = {"path": path, **whose, "sha256": digest, "bytes": size, "codes": codes}
                files.append({**file, **(more[0] if more else {})})
    return sorted(files, key=lambda file: str(file["path"]))
