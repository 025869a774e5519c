"""`handbook serve`: what it hands to the preview, and what it says where there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import typed

from generator.website import mkdocs


def test_it_hands_over_settings_address_and_wish_for_a_browser(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[object, ...]] = []
    monkeypatch.setattr(mkdocs, "serve_site", lambda *given: served.append(given))
    assert typed("serve", "--root", example) == (0, "", "")
    assert typed("serve", "--root", example, "--address", "127.0.0.1:8001", "--open") == (0, "", "")
    settings = example / "site_config.yml"
    assert served == [(settings, None, False), (settings, "127.0.0.1:8001", True)]


def test_an_address_in_use_says_how_to_take_another(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(*given: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(mkdocs, "serve_site", in_use)
    assert typed("serve", "--root", example) == (
        1,
        "",
        "错误：预览开不了：Address already in use。换一个端口试试，例如 --address 127.0.0.1:8001\n",
    )
