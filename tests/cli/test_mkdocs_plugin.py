"""The plugin: MkDocs' commands take the journey, and leave a finished website alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs import utils
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort
from tools import edit, tree

from generator.build.request import Request
from generator.journey import build


def run(root: Path, command: str, **settings: str) -> str:
    """Let MkDocs build the website as one of its commands does; the folder of which it then says that it is there."""
    config = load_config(str(root / "site_config.yml"), **settings)
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config)
    return config.site_dir


@pytest.mark.parametrize("command", ["build", "gh-deploy"])
def test_what_is_made_public_is_the_website_and_no_preview(command: str, example: Path, tmp_path: Path) -> None:
    """A preview has pages that nobody has checked, and codes that nobody has written down."""
    run(example, command, site_dir=str(tmp_path / "site"))
    assert (example / "committees/old-street/codes.yml").exists()
    build(Request(example, tmp_path / "build", ("website",), jobs=1))
    assert tree(tmp_path / "site") == tree(tmp_path / "build/website")


@pytest.mark.parametrize("command", ["build", "gh-deploy"])
def test_mkdocs_empties_no_website_that_stands_finished(
    command: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it fills it again, it would leave half; whoever publishes is shown where the website stands."""
    emptied: list[Path] = []
    monkeypatch.setattr(utils, "clean_directory", lambda folder: emptied.append(Path(folder)))
    assert run(example, command) == str(example / "build/website")
    assert (example / "build/website/index.html").is_file()
    assert emptied
    assert not [folder for folder in emptied if folder == example / "build/website" or folder.exists()]


@pytest.mark.parametrize("there", ["photo.jpg", "build.json", "board/scan.pdf"])
def test_mkdocs_empties_no_folder_with_anything_else_in_it(
    example: Path, tmp_path: Path, there: str, caplog: pytest.LogCaptureFixture
) -> None:
    precious = tmp_path / "site" / there
    precious.parent.mkdir(parents=True)
    precious.write_text('{"units": {}, "ledgers": {}}')
    with pytest.raises(Abort):
        run(example, "build", site_dir=str(tmp_path / "site"))
    assert f"里有别的东西（{Path(there).parts[0]}），MkDocs 会把它们删掉" in caplog.text
    assert precious.read_text() == '{"units": {}, "ledgers": {}}'


def test_a_build_that_is_a_link_stays_one(example: Path, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (example / "build").symlink_to(tmp_path / "served")
    run(example, "build")
    assert (example / "build").is_symlink()
    assert (tmp_path / "served/website/index.html").is_file()


def test_what_the_author_should_look_at_is_told(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(example / "content/policy.yml", "committees: 2", "committees: 3")
    run(example, "build")
    assert "警告 [G1]" in capsys.readouterr().err


def test_a_preview_watches_whatever_a_website_is_made_from(example: Path) -> None:
    edit(example / "site_config.yml", "demonstration: 是", "demonstration: 是\n      fonts: more-fonts")
    (example / "more-fonts").mkdir()
    config = load_config(str(example / "site_config.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    config.plugins.on_config(config)
    assert {Path(path).name for path in config.watch} == {"content", "committees", "templates", "more-fonts"}


def test_each_build_of_one_process_is_of_the_files_as_they_are(example: Path, tmp_path: Path) -> None:
    """MkDocs keeps the plugin from one build to the next; it must not keep the first one's pages."""
    committee, page = example / "committees/sunny-garden/committee.yml", tmp_path / "site/sunny-garden/index.html"
    run(example, "build", site_dir=str(tmp_path / "site"))
    edit(committee, "021-5555-0101", "021-5555-0199")
    run(example, "build", site_dir=str(tmp_path / "site"))
    assert "021-5555-0199" in page.read_text("utf-8")
