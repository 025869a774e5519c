"""Finished pages → a website, written and previewed by MkDocs."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.disk import reading
from generator.disk.scratch import scratch
from generator.model import site as handbook_site
from generator.problem import HandbookError
from generator.products.website import NOT_FOUND, SiteFile
from generator.read import listing
from generator.read.files import read_settings
from generator.read.listing import WEBSITE
from generator.text import glyphs
from generator.website.preview import Preview
from generator.website.preview import Site as Site  # noqa: PLC0414  whoever gives MkDocs a website takes it from here

if TYPE_CHECKING:  # slow to import, and only a preview needs a server
    from mkdocs.livereload import LiveReloadServer

POLLING_SECONDS = 0.05
"""How often the preview looks for changed files; MkDocs's own half a second is felt."""


class SitePlugin(BasePlugin[LegacyConfig]):
    """Gives MkDocs the pages of a handbook. Where they come from, a subclass says.

    For a build MkDocs writes all pages. For a preview MkDocs only watches and serves: a page is made when it is
    asked for, so that an edit shows at once however many pages it changes.
    """

    config_scheme = tuple(
        (name, config_options.Optional(config_options.Type(object))) for name in handbook_site.Settings.model_fields
    )
    """Our section of site_config.yml; the loader checks it, so MkDocs only has to let it through."""

    preview: Preview | None = None
    unseen: ExitStack | None = None

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> Any:
        """Take over the settings, unless the handbook refuses the file they stand in.

        Where somebody calls MkDocs itself, this is before it runs any program that `hooks` name. Raises PluginError.
        """
        if config_file_path:
            path = Path(config_file_path)
            try:
                read_settings(path)
            except HandbookError as error:
                raise refused(error) from None
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what runs. Having this hook keeps one plugin over all rebuilds of a preview, caches and all."""
        self.is_preview = command == "serve"
        self.preview = self.unseen = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages before MkDocs empties anything, so that a mistake leaves the earlier site whole.

        Raises PluginError, with what the author is to mend.
        """
        root = Path(config.config_file_path).parent
        config.theme.static_templates.clear()
        self.folder = config.site_dir
        stands_finished = Path(self.folder).resolve() == self.finished(root)
        try:
            if self.is_preview:
                self.show(root, config)
                return config
            if not stands_finished:
                require_own_website(Path(self.folder))
            self.pages = self.make(root)
        except HandbookError as error:
            raise refused(error) from None
        if stands_finished:
            # MkDocs, killed while it empties and fills the folder, would leave half of the website
            self.unseen = ExitStack()
            config.site_dir = str(self.unseen.enter_context(scratch()))
        return config

    def show(self, root: Path, config: MkDocsConfig) -> None:
        """Preview what is there now. Raises HandbookError where that has mistakes from the first."""
        config.watch += watched(root, self.config.get("fonts"))
        # what is served stays where it is; MkDocs empties and fills a folder that nobody sees
        folder = Path(config.site_dir)
        config.site_dir = str(folder / EMPTIED)
        if self.preview:
            self.preview.look_again()
        else:
            self.preview = Preview(folder, lambda: self.make(root))
            self.preview.renew()

    def make(self, root: Path) -> Site:
        """Return the website of the handbook in `root`. Raises HandbookError where it has mistakes."""
        raise NotImplementedError

    def finished(self, root: Path) -> Path | None:
        """Return the folder in which `make` leaves the website finished; None where it leaves it in none."""
        return None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return the handbook's own pages and nothing else: the texts in content/ are not pages by themselves."""
        if self.preview or self.unseen:
            return Files([])
        return Files([page_file(path, content, config) for path, content in self.pages.items()])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Give whoever takes the website from MkDocs, such as `mkdocs gh-deploy`, the folder in which it stands."""
        if self.unseen:
            self.unseen.close()
            config.site_dir = self.folder

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Look for changes more often than MkDocs does, and make each page when it is asked for."""
        assert self.preview  # the first build is over
        paths = [config.docs_dir, config.config_file_path]
        for path in paths:
            server.unwatch(path)
        make_ready(server, self.preview, str(server.server_address[0]))
        for path in paths:
            server.watch(path)
        return server


def is_own_website(folder: Path) -> bool:
    """Tell whether a website of a handbook stands in a folder; a whole build has a list by the same name."""
    try:
        described = json.loads(reading.read(folder / SiteFile.BUILD))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(described, dict) and {"ledgers"} <= described.keys() <= {"ledgers", "address"}


def require_own_website(folder: Path) -> None:
    """Raise PluginError where MkDocs, which empties the folder that it fills, would delete what is no website of ours.

    Names that begin with a dot it leaves alone.
    """
    if not folder.is_dir() or is_own_website(folder):
        return
    if others := sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")):
        named = "、".join(others[:5]) + (f"等{len(others)}个" if len(others) > 5 else "")
        raise PluginError(f"\n“{folder}”里有别的东西（{named}），MkDocs 会把它们删掉。换一个空文件夹。")


def refused(error: HandbookError) -> PluginError:
    """Return what an author is to mend as an error that MkDocs shows as it is."""
    return PluginError(f"\n{error}\n共 {len(error.problems)} 处要改。")


def watched(root: Path, fonts: str | None) -> list[str]:
    """Return the folders of a handbook that a preview watches, that of the author's own `fonts` among them."""
    own = (fonts,) if fonts and not glyphs.link(root, fonts) else ()
    return [str(root / folder) for folder in (*listing.FOLDERS, *own) if (root / folder).is_dir()]


EMPTIED = ".mkdocs"
"""The folder that MkDocs empties in the place of one which it shall only fill; it is never there."""


class FinishedSite(SitePlugin):
    """Gives MkDocs a website that is there already, for a folder that may hold others of its pages.

    One of its own each time: MkDocs keeps those of the settings.
    """

    def __init__(self, site: Site, target: Path) -> None:
        self.site, self.target = site, target

    def make(self, root: Path) -> Site:
        """Return the website."""
        return self.site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return the pages, and tell MkDocs, which has emptied its folder by now, where they belong."""
        config.site_dir = str(self.target)
        return super().on_files(files, config=config)


def with_site(plugins: PluginCollection, site: Site, folder: Path) -> PluginCollection:
    """Return the plugins of the settings, with one that gives MkDocs this website in the place of ours."""
    replaced = PluginCollection()
    for name, plugin in plugins.items():
        replaced[name] = FinishedSite(site, folder) if isinstance(plugin, SitePlugin) else plugin
    return replaced


def page_file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """Return a finished file as MkDocs knows files: it gives the file its place and writes it as it does any page."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)


def settings(config_file: Path, folder: Path) -> MkDocsConfig:
    """Return what MkDocs is told so that it writes the website into `folder`.

    MkDocs never reads the author's file, in which it would run programs that a tag or a setting names: it is told the
    name and the address that our own reader accepted, and else what is the same for every handbook. Raises
    HandbookError where our reader refuses the file, OSError where MkDocs refuses what it is told.
    """
    site = read_settings(config_file)
    config = MkDocsConfig(config_file_path=str(config_file))
    config.load_dict(
        {
            "site_name": site.site_name,
            "site_description": site.site_description,
            "site_url": site.site_url,
            "docs_dir": listing.CONTENT,
            "site_dir": str(folder),
            "use_directory_urls": True,
            "strict": True,
            "theme": {"name": None, "custom_dir": f"{listing.TEMPLATES}/{WEBSITE}"},
            "plugins": ["handbook"],
        }
    )
    errors, _ = config.validate()
    if errors:
        raise OSError(f"MkDocs 不收网站的设置，这是程序的错，请报告：{errors}")
    return config


def build_site(config_file: Path, folder: Path, site: Site) -> None:
    """Write a website, or some of its pages, into `folder` by MkDocs; what else is there already stays.

    Raises OSError where MkDocs gives up, HandbookError as `settings`.
    """
    logger = logging.getLogger("mkdocs")
    loudness = logger.level
    logger.setLevel(logging.WARNING)
    config = settings(config_file, folder / EMPTIED)
    config.plugins = with_site(config.plugins, site, folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:
        raise OSError(f"MkDocs 写不了网站，这是程序的错，请报告：{error}") from error
    finally:
        config.plugins.on_shutdown()
        logger.setLevel(loudness)


def make_ready(server: LiveReloadServer, preview: Preview, listening: str) -> None:
    """Make MkDocs' server look for changes often, answer from a preview, and say where it listens once it does."""
    from watchdog.observers.polling import PollingObserver

    server.set_app(preview.answering(server.serve_request, server.mount_path, listening))
    server.observer = PollingObserver(timeout=POLLING_SECONDS)
    server.build_delay = POLLING_SECONDS / 2
    # on Windows two programs could share a port, and one could answer for the other
    server.allow_reuse_address = os.name != "nt"
    activate = server.server_activate

    def listen() -> None:
        activate()
        host = f"[{listening}]" if ":" in listening else listening
        server.url = f"http://{host}:{server.server_port}{server.mount_path}"
        print(f"在浏览器里打开 {server.url} 预览；按 Ctrl+C 结束。", file=sys.stderr)

    server.server_activate = listen  # type: ignore[method-assign]


def serve_site(config_file: Path, make: Callable[[], Site], host: str, port: int, open_in_browser: bool) -> None:
    """Serve the preview of the website that `make` makes, until interrupted; of MkDocs only its server is used.

    Raises HandbookError where the handbook has mistakes from the first, OSError where nobody can listen there.
    """
    from mkdocs.livereload import LiveReloadServer

    # of each request that is refused MkDocs would say so, in words that whoever asked has chosen
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    root = config_file.parent
    settings = read_settings(config_file)
    mount_path = urlsplit(settings.site_url).path
    with scratch() as folder:
        preview = Preview(folder, make)
        server = LiveReloadServer(preview.look_again, host, port, str(folder), mount_path)
        not_found = folder / NOT_FOUND
        server.error_handler = lambda code: not_found.read_bytes() if code == 404 else None
        make_ready(server, preview, host)
        try:
            preview.renew()
            for path in (*watched(root, settings.more_fonts), str(config_file)):
                server.watch(path)
            server.serve(open_in_browser=open_in_browser)
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
