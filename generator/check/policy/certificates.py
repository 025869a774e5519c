"""Recognise a certificate that nobody may ask of committees, by whatever everyday name it stands on a list."""

from __future__ import annotations

import re
import unicodedata

from generator.model.content import Certificate
from generator.model.handbook import Handbook

PAPER = re.compile("证明|声明|证书|出具|开具|盖章|用章|公章|敲章|印章|签章|情况说明|情况表")
"""What says that something is written and sealed, not done."""

FILLERS = re.compile("情况|状况|状态|记录|信息|有无|的|之|是否|本人|居民|个人|出具|开具|办理|协助|盖章|用章|开|书")
"""What people put between the words of a certificate, or leave out."""

PROOF = "证明"


def refused_name(handbook: Handbook, title: str, kind: str) -> str | None:
    """Return the name of the refused certificate that a title of this kind means, or None."""
    written = _plain(title)
    if not PAPER.search(title + kind):
        return None
    for certificate in handbook.certificates.items:
        if any(each in title for each in certificate.unless):
            continue
        if any(word in written for word in _words(certificate)):
            return certificate.name
    return None


def _words(certificate: Certificate) -> list[str]:
    """Return the words by which a certificate is known, without what may stand between them."""
    called = (certificate.name, *(name for name in certificate.also_called if name.endswith(PROOF)))
    words = map(_plain, (*called, *certificate.seal_words))
    return [word for word in words if len(word.removesuffix(PROOF)) > 1]


def _plain(title: str) -> str:
    """Return a title without signs and fillers, in one form of its characters."""
    return FILLERS.sub("", re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title)))
