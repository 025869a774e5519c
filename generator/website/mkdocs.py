"""Finished pages → a website, written and previewed by MkDocs."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import LegacyConfig, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.files import File, Files, InclusionLevel
from watchdog.observers.polling import PollingObserver

from generator.disk import atomically
from generator.model.site import Settings
from generator.problem import HandbookError
from generator.products.website import NOT_FOUND
from generator.read import listing

Site = Mapping[str, bytes]
"""Every file of the website by its path below the website's root."""

Application = Callable[[dict[str, Any], Any], Any]
"""What answers a request (WSGI, PEP 3333)."""

POLLING_SECONDS = 0.05
"""How often the preview looks for changed files; MkDocs's own half a second is felt."""


class SitePlugin(BasePlugin[LegacyConfig]):
    """Gives MkDocs the pages of a handbook. Where they come from, a subclass says.

    For a build MkDocs writes all pages. For a preview MkDocs only watches and serves: a page is made when it is
    asked for, so that an edit shows at once however many pages it changes.
    """

    config_scheme = tuple(
        (name, config_options.Optional(config_options.Type(object))) for name in Settings.model_fields
    )
    """Our section of site_config.yml; the loader checks it, so MkDocs only has to let it through."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what runs. Having this hook keeps one plugin over all rebuilds of a preview, caches and all."""
        self.is_preview = command == "serve"
        self.preview: Path | None = None
        self.laid_out: dict[str, bytes] = {}
        self.unseen: tempfile.TemporaryDirectory[str] | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages before MkDocs empties anything, so that a mistake leaves the earlier site whole.

        Raises PluginError, with what the author is to mend.
        """
        root = Path(config.config_file_path).parent
        config.watch += [str(folder) for folder in self.folders(root) if folder.is_dir()]
        config.theme.static_templates.clear()
        if self.is_preview:
            # what is served stays where it is; MkDocs empties and fills a folder that nobody sees
            self.preview = Path(config.site_dir)
            config.site_dir = str(self.preview / ".mkdocs")
        try:
            self.pages = self.make(root)
        except HandbookError as error:
            raise PluginError(f"\n{error}\n共 {len(error.problems)} 处要改。") from None
        self.folder = config.site_dir
        if Path(config.site_dir).resolve() == self.finished(root):
            # the website stands there whole already: MkDocs, killed while it empties and fills, would leave half of it
            self.unseen = tempfile.TemporaryDirectory(prefix="mkdocs-")
            config.site_dir = self.unseen.name
        return config

    def folders(self, root: Path) -> Iterator[Path]:
        """Yield the folders of all that a website is made from, the author's own typefaces among them."""
        yield from (root / folder for folder in listing.FOLDERS)
        if isinstance(fonts := self.config.get("fonts"), str):
            yield root / fonts

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
        """Lay out the page for wrong addresses, the only one that is served without being asked for.

        Whoever takes the website from MkDocs, such as `mkdocs gh-deploy`, is shown where it stands.
        """
        self.lay_out(NOT_FOUND)
        if self.unseen:
            self.unseen.cleanup()
            config.site_dir = self.folder

    def lay_out(self, path: str) -> None:
        """Put one page, as it is now, where the preview's server looks for it; nothing for an address of no page."""
        if self.preview and path in self.pages:
            content = self.pages[path]
            if self.laid_out.get(path) is not content:
                target = self.preview / path
                target.parent.mkdir(parents=True, exist_ok=True)
                atomically(target, content)
                self.laid_out[path] = content

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Look for changes more often than MkDocs does, and make each page when it is asked for."""
        server.set_app(self.answering(server.serve_request, server.mount_path))
        watched = [config.docs_dir, config.config_file_path]
        for path in watched:
            server.unwatch(path)
        server.observer = PollingObserver(timeout=POLLING_SECONDS)
        server.build_delay = POLLING_SECONDS / 2
        for path in watched:
            server.watch(path)
        print(f"在浏览器里打开 {server.url} 预览；按 Ctrl+C 结束。", file=sys.stderr)
        return server

    def answering(self, serve: Application, mount_path: str) -> Application:
        """Return the server's application, which lays out the page that it is asked for and then serves as before."""

        def answer(request: dict[str, Any], start_response: Any) -> Any:
            path = request["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").removeprefix(mount_path)
            try:
                self.lay_out(f"{path}index.html" if path.endswith("/") or not path else path)
                self.lay_out(f"{path}/index.html")
            except HandbookError as error:
                print(error, file=sys.stderr)
                start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
                return [str(error).encode()]
            return serve(request, start_response)

        return answer


class FinishedSite(SitePlugin):
    """Gives MkDocs a website that is there already. One of its own each time: MkDocs keeps those of the settings."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def make(self, root: Path) -> Site:
        """Return the website."""
        return self.site


def with_site(plugins: PluginCollection, site: Site) -> PluginCollection:
    """Return the plugins of the settings, with one that gives MkDocs this website in the place of ours."""
    replaced = PluginCollection()
    for name, plugin in plugins.items():
        replaced[name] = FinishedSite(site) if isinstance(plugin, SitePlugin) else plugin
    return replaced


def page_file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """Return a finished file as MkDocs knows files: it gives the file its place and writes it as it does any page."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)


def build_site(config_file: Path, folder: Path, site: Site) -> None:
    """Write the website into `folder` by MkDocs, as `mkdocs build` would. Raises OSError where MkDocs gives up."""
    logger = logging.getLogger("mkdocs")
    loudness = logger.level
    logger.setLevel(logging.WARNING)
    config = load_config(str(config_file), site_dir=str(folder))
    config.plugins = with_site(config.plugins, site)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    except Abort as error:
        raise OSError(f"MkDocs: {error}") from error
    finally:
        config.plugins.on_shutdown()
        logger.setLevel(loudness)


def serve_site(config_file: Path, address: str | None, open_in_browser: bool) -> None:
    """Serve the preview of the website at an address, or at MkDocs' own, until interrupted."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(logging.StreamHandler())
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    mkdocs_serve.serve(str(config_file), open_in_browser=open_in_browser, **options)
