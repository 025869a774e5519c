"""The texts of a workbook for Excel: what stands in its cells and its properties."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

MOST_BYTES = 50_000_000
"""Of a part of a workbook once it is unpacked; what is larger is not ours, and is not let out."""


def workbook_texts(data: bytes) -> Iterator[str]:
    """Yield the texts of each part of a workbook, one to a line. Raises ValueError where the bytes are no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                if part.file_size > MOST_BYTES:
                    raise ValueError(f"{part.filename} is too large to be read")
                yield html.unescape(re.sub(r"<[^<>]*>", "\n", parts.read(part).decode("utf-8", "replace")))
    except zipfile.BadZipFile as error:
        raise ValueError(str(error)) from None
