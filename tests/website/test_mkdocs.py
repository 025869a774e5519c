"""The website: one and the same however it is started, served as its host is told, and alive in the preview."""

from __future__ import annotations

import fnmatch
import html
import http.client
import importlib.util
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from browser.papers import hang_up
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load
from PIL import Image
from tools import TEMPLATES, edit, templates_to_edit, tree
from verify_build import Reading

from generator.build.request import Request
from generator.journey import build
from generator.problem import HandbookError
from generator.read import yaml
from generator.website import host_files
from generator.website import mkdocs as mkdocs_module

SECONDS = 15
"""How long the preview may take for anything before a test gives up."""


def mkdocs(program: str, root: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build the website by MkDocs itself, or by what is compatible with it."""
    if importlib.util.find_spec(program) is None:
        pytest.skip(f"{program} is not installed")
    command = [sys.executable, "-m", program, "build", "-f", str(root / "site_config.yml"), "-d", str(site)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_makes_the_very_same_website(program: str, example: Path, tmp_path: Path) -> None:
    templates_to_edit(example)
    ran = mkdocs(program, example, tmp_path / "site")
    assert ran.returncode == 0, ran.stderr
    build(Request(example, tmp_path / "build", ("website",)))
    assert tree(tmp_path / "site") == tree(tmp_path / "build" / "website")


def test_a_mistake_is_named_at_its_place_and_the_earlier_site_stays(example: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert mkdocs("mkdocs", example, site).returncode == 0
    before = tree(site)
    edit(example / "committees/old-street/committee.yml", "name: 老街\ncode", "name: 老街\nnmae: 老街\ncode")
    ran = mkdocs("mkdocs", example, site)
    assert ran.returncode == 1
    assert (
        "committees/old-street/committee.yml:3:1: 错误 [D012] 不认识“nmae”\n    提示：是不是想写“名称（name）”？"
        in ran.stderr
    )
    assert "Traceback" not in ran.stderr
    assert tree(site) == before


def test_a_mistake_in_the_settings_of_mkdocs_leaves_the_earlier_site(example: Path) -> None:
    build(Request(example, example / "build", ("website",)))
    edit(example / "site_config.yml", "strict: true", "strict: perhaps")
    before = tree(example)
    with pytest.raises(HandbookError, match=r"site_config.yml:7:9: 错误 \[D014\] 应当是 true 或 false"):
        build(Request(example, example / "build", ("website",)))
    assert tree(example) == before


# --- settings are data -----------------------------------------------------------------------------------------------

RUNS = {
    "hook": "hooks: [content/evil.py]\n",
    "tag": "extra: !!python/object/apply:os.mkdir [{ran}]\n",
    "tag of a blank": "extra: !!python/object/new:os.mkdir\n",
    "inherited tag": "INHERIT: content/evil.yml\n",
    "tag of a key": "? !!python/object/apply:os.mkdir [{ran}]\n: x\n",
    "another name for the tag": "extra: !e!object/apply:os.mkdir [{ran}]\n",
    "extension": "markdown_extensions: [evil]\n",
}
"""What MkDocs' own reader of settings would run, or load as a program."""


def with_program(example: Path, words: str, ran: Path) -> Path:
    """The settings of a handbook, with words that make a folder `ran` where they are run."""
    path = example / "site_config.yml"
    named = "%TAG !e! tag:yaml.org,2002:python/\n---\n" if "!e!" in words else ""
    path.write_text(named + path.read_text("utf-8") + words.format(ran=ran), "utf-8")
    (example / "content/evil.py").write_text(f"import os\nos.mkdir({str(ran)!r})\n", "utf-8")
    (example / "content/evil.yml").write_text(f"extra: !!python/object/apply:os.mkdir [{ran}]\n", "utf-8")
    return path


@pytest.mark.parametrize("name", ["tag", "inherited tag", "tag of a key", "another name for the tag"])
def test_the_reader_of_mkdocs_would_run_it(name: str, example: Path, tmp_path: Path) -> None:
    """So that the next test is about something."""
    path = with_program(example, RUNS[name], tmp_path / "ran")
    with path.open("rb") as file, suppress(ConfigurationError, TypeError):
        yaml_load(file)
    assert (tmp_path / "ran").is_dir()


@pytest.mark.parametrize("words", RUNS.values(), ids=RUNS)
def test_no_program_in_the_settings_is_run(words: str, example: Path, tmp_path: Path) -> None:
    """Whatever they say is refused by our own reader, at its line, before MkDocs is asked for anything."""
    ran = tmp_path / "ran"
    path = with_program(example, words, ran)
    for attempt in (
        lambda: build(Request(example, example / "build", ("website",), jobs=1)),
        lambda: mkdocs_module.build_site(path, tmp_path / "site", {}),
        lambda: mkdocs_module.serve_site(path, dict, "127.0.0.1", 0, False),
    ):
        with pytest.raises(HandbookError) as caught:
            attempt()
        line = path.read_text("utf-8").count("\n") + 1 - words.count("\n")
        assert {(found.location.file, found.location.line) for found in caught.value.problems} == {
            ("site_config.yml", line)
        }
    assert not ran.exists()
    assert not (tmp_path / "site").exists()


def test_mkdocs_is_told_what_is_the_same_for_every_handbook(example: Path, tmp_path: Path) -> None:
    """Of the author's words only the name and the address; so settings that MkDocs would take otherwise do no harm."""
    edit(example / "site_config.yml", "site_name: 示例街道居民区手册", "site_name: 123")
    edit(example / "site_config.yml", "strict: true", 'strict: "true"')
    config = mkdocs_module.settings(example / "site_config.yml", tmp_path / "site")
    assert (config.site_name, config.site_url) == ("123", "https://handbook.example/")
    assert (config.docs_dir, config.site_dir) == (str(example / "content"), str(tmp_path / "site"))
    assert (config.use_directory_urls, config.strict, list(config.plugins)) == (True, True, ["handbook"])
    assert config.hooks == {}


def test_pages_are_written_beside_those_that_are_there(example: Path, tmp_path: Path) -> None:
    """MkDocs empties a folder that is never there, and fills this one."""
    site = tmp_path / "site"
    for pages in ({"index.html": b"1", "a/index.html": b"1"}, {"a/b/index.html": b"2", ".nojekyll": b""}):
        mkdocs_module.build_site(example / "site_config.yml", site, pages)
    assert tree(site) == {"index.html": b"1", "a/index.html": b"1", "a/b/index.html": b"2", ".nojekyll": b""}


def test_mkdocs_itself_stops_before_a_hook_where_the_handbook_refuses_the_settings(
    example: Path, tmp_path: Path
) -> None:
    """`mkdocs build` reads the file by its own reader, so this is as much as the plugin can do (docs/threats.md)."""
    ran = tmp_path / "ran"
    (example / "content/evil.py").write_text(f"import os\nos.mkdir({str(ran)!r})\n", "utf-8")
    path = example / "site_config.yml"
    path.write_text(path.read_text("utf-8") + "hooks: [content/evil.py]\n", "utf-8")
    told = mkdocs("mkdocs", example, tmp_path / "site")
    assert told.returncode == 1
    assert "site_config.yml:18:1: 错误 [D012] 不认识“hooks”" in told.stderr
    assert "Traceback" not in told.stderr
    assert not ran.exists()


# --- the preview -----------------------------------------------------------------------------------------------------


class Preview:
    """`handbook serve` as its user sees it: pages in a browser, and what it says."""

    def __init__(self, root: Path, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = log
        command = [sys.executable, "-m", "generator", "serve", "--root", str(root), "--address", self.host]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)

    def page(self, path: str) -> str:
        """A page, or nothing while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://{self.host}/{path}", timeout=SECONDS) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            return ""

    def wait(self, seen: Callable[[], bool]) -> None:
        """Look again and again, until it is seen."""
        deadline = time.monotonic() + SECONDS
        while not seen():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.05)


@pytest.fixture
def preview(example: Path, tmp_path: Path) -> Iterator[Preview]:
    """A preview of the example."""
    templates_to_edit(example)
    found = Preview(example, tmp_path / "log")
    try:
        yield found
    finally:
        found.process.terminate()
        found.process.wait(SECONDS)


def test_the_preview_shows_what_changes_and_survives_mistakes(preview: Preview, example: Path) -> None:
    committee = example / "committees/sunny-garden/committee.yml"
    template = example / "templates/website/home.html"
    preview.wait(lambda: "021-5555-0101" in preview.page("sunny-garden/"))

    edit(committee, "021-5555-0101", "021-5555-0199")
    preview.wait(lambda: "021-5555-0199" in preview.page("sunny-garden/"))

    edit(example / "content/services/lunch.md", "午饭12元一份", "午饭13元一份")
    preview.wait(lambda: "午饭13元一份" in preview.page("old-street/services/lunch/"))

    edit(template, "<h2>在哪里</h2>", "<h2>怎么找到我们</h2>")
    preview.wait(lambda: "怎么找到我们" in preview.page("old-street/"))

    edit(committee, "name: 阳光花园\ncode", "nmae: 阳光花园\ncode")
    preview.wait(lambda: "committees/sunny-garden/committee.yml:2:1: 错误 [D012]" in preview.log.read_text("utf-8"))
    edit(committee, "nmae: 阳光花园\ncode", "name: 阳光花园\ncode")
    edit(committee, "021-5555-0199", "021-5555-0188")
    preview.wait(lambda: "021-5555-0188" in preview.page("sunny-garden/"))

    edit(template, "怎么找到我们", "{{ nonsense }}")
    preview.wait(lambda: "错误 [D040] 模板写错了：没有“nonsense”这个名称" in preview.log.read_text("utf-8"))
    edit(template, "{{ nonsense }}", "我们在这里")
    preview.wait(lambda: "我们在这里" in preview.page("sunny-garden/"))


def test_a_preview_tells_a_mistake_in_pages_that_nobody_has_looked_at(preview: Preview, example: Path) -> None:
    preview.wait(lambda: "老街居委会" in preview.page("old-street/"))
    template = example / "templates/website/rule.html"
    template.write_text(template.read_text("utf-8").replace("<h1>", "{{ nonsense }}<h1>"), "utf-8")
    preview.wait(lambda: "错误 [D040] 模板写错了：没有“nonsense”这个名称" in preview.log.read_text("utf-8"))


def test_a_preview_gives_out_no_codes(preview: Preview, example: Path) -> None:
    preview.wait(lambda: "老街居委会" in preview.page("old-street/"))
    assert not (example / "committees/old-street/codes.yml").exists()


def test_a_preview_that_cannot_start_says_why(example: Path) -> None:
    edit(example / "content/policy.yml", "title: ", "titel: ")
    command = [sys.executable, "-m", "generator", "serve", "--root", str(example), "--address", "127.0.0.1:0"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=SECONDS)
    assert ran.returncode == 1
    assert "错误 [D012] 不认识“titel”" in ran.stderr
    assert "Traceback" not in ran.stderr


# --- as a host serves it ---------------------------------------------------------------------------------------------


class Hosted(NamedTuple):
    """A finished website in the folder of its host, and the path below that host at which it stands."""

    host: Path
    base: str

    @property
    def site(self) -> Path:
        """The website's own folder."""
        return self.host / self.base.strip("/")


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def hosted(
    request: pytest.FixtureRequest, copy_example: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Hosted:
    """The example's website at the root of a host, and below somebody else's portal; with sheets issued."""
    root = copy_example(tmp_path_factory.mktemp("hosted"))
    hang_up(root, "guide")  # not the board, on which the longer of the two hosts has no room
    settings = root / "site_config.yml"
    edit(settings, "https://handbook.example/", f"https://handbook.example{request.param}")
    if request.param != "/":
        edit(settings, "demonstration: 是", "demonstration: 是\n      former_urls: [https://handbook.example/]")
    build(Request(root, root / "build", ("website",), jobs=1))
    found = Hosted(root / "host", request.param)
    found.site.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(root / "build" / "website", found.site)
    return found


def linked(hosted: Hosted) -> tuple[set[str], set[str]]:
    """The paths of every page that a reader can follow to, and of every file that a page loads."""
    followed, loaded = set(), set()
    for page in hosted.site.rglob("*.html"):
        if page.name == "404.html":
            continue
        here = hosted.base + page.relative_to(hosted.site).as_posix().removesuffix("index.html")
        found = Reading(page.read_text("utf-8"))
        followed |= {here, *(urljoin(here, link).partition("#")[0] for link in found.links if "://" not in link)}
        loaded |= {urljoin(here, link) for link in found.loaded}
    return {path for path in followed if path.startswith("/")}, loaded


def kept_for_ever(path: str) -> bool:
    """Whether the name of a file changes with its content."""
    return re.search(r"/assets/[a-z0-9-]+\.[0-9a-f]{8}\.[a-z]+$", path) is not None


def test_only_files_whose_name_changes_with_their_content_are_kept_for_ever(hosted: Hosted) -> None:
    """The header file of Cloudflare Pages and Netlify, held against every file, and those that pages load."""
    blocks = re.findall(r"^(/.*)\n((?:  .*\n)+)", (hosted.site / "_headers").read_text("utf-8"), re.M)
    rules = {pattern: dict(re.findall("  (.*?): (.*)", lines)) for pattern, lines in blocks}
    immutable = set()
    for path in tree(hosted.site):
        found: dict[str, str] = {}
        for pattern, values in rules.items():
            if fnmatch.fnmatchcase(hosted.base + path, pattern):
                found |= values
        assert "default-src 'none'" in found["Content-Security-Policy"]
        if found.get("Cache-Control") == host_files.FOREVER:
            immutable.add(hosted.base + path)
    assert {path for path in immutable if not kept_for_ever(path)} == set()
    _, loaded = linked(hosted)
    assert {path for path in loaded if kept_for_ever(path)} <= immutable
    assert [path for path in loaded if path.endswith(".css")]


NGINX = shutil.which("nginx")

CONFIGURATION = """\
{user}daemon off;
pid {work}/pid;
error_log {work}/error.log;
worker_processes 1;
events {{ }}
http {{
    access_log off;
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; }}
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    server {{ listen 127.0.0.1:{port}; root {host}; include {site}/nginx.conf; }}
}}
"""


@contextmanager
def nginx(hosted: Hosted, work: Path) -> Iterator[http.client.HTTPConnection]:
    """A connection to nginx, which serves the website as its own file tells it to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;\n" if os.geteuid() == 0 else ""
    settings = CONFIGURATION.format(user=user, work=work, port=port, host=hosted.host, site=hosted.site)
    (work / "main.conf").write_text(settings, "utf-8")
    process = subprocess.Popen([str(NGINX), "-c", str(work / "main.conf"), "-p", str(work)], stderr=subprocess.PIPE)
    try:
        for _ in range(SECONDS * 20):
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    finally:
        process.terminate()
        process.wait(SECONDS)


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_answers_every_link_and_every_code_without_a_redirect(hosted: Hosted, tmp_path: Path) -> None:
    """With each header once; a page is asked for again, an asset never; a wrong address gets the page that helps."""
    followed, loaded = linked(hosted)
    assert len([path for path in followed if re.fullmatch(r".*/\d{7}/", path)]) > 50
    assert len([path for path in followed if re.fullmatch(r".*/\d{7}/\d+/", path)]) > 10
    with nginx(hosted, tmp_path) as connection:

        def ask(path: str) -> tuple[int, Mapping[str, str], bytes]:
            connection.request("GET", path)
            answer = connection.getresponse()
            names = [name for name, _ in answer.getheaders()]
            assert len(names) == len(set(names)), names
            return answer.status, dict(answer.getheaders()), answer.read()

        for path in sorted(followed | loaded):
            status, headers, _ = ask(path)
            assert status == 200, path
            assert headers["Cache-Control"] == (host_files.FOREVER if kept_for_ever(path) else "no-cache"), path
            assert {name: headers[name] for name in host_files.HEADERS} == dict(host_files.HEADERS)
        status, _, content = ask(f"{hosted.base}0000000/")
        assert (status, content) == (404, (hosted.site / "404.html").read_bytes())
        assert ask(f"{hosted.base}nginx.conf")[0] == 404


# --- what its pages say of themselves --------------------------------------------------------------------------------


def shown(page: str) -> str:
    """What a page says, without spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<head>.*?</head>|<[^>]*>", "", page, flags=re.S)
    return re.sub(r"\s", "", html.unescape(text))


def leaves(data: Any) -> Iterator[tuple[str, str]]:
    """Every text of structured data with the name it goes by."""
    for name, value in data.items() if isinstance(data, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from leaves(one)
            elif isinstance(one, str):
                yield name, one


UNSEEN = {"@context", "@type", "@id", "license", "url", "dayOfWeek", "alternateName"}
"""What search engines are told that is no text for readers: addresses, and words of schema.org."""


def test_search_engines_are_told_what_readers_are_told(hosted: Hosted) -> None:
    told = 0
    for path in hosted.site.rglob("*.html"):
        page = path.read_text("utf-8")
        for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page):
            for name, value in leaves(json.loads(found)):
                text = re.sub(r"\s", "", value)
                if name in ("opens", "closes"):
                    text = text.removeprefix("0")
                if name not in UNSEEN and not value.endswith("居民区"):
                    assert text in shown(page), (path, name, value)
                    told += 1
    assert told > 100


def test_a_page_that_is_passed_on_brings_a_picture(hosted: Hosted) -> None:
    """A PNG of 300 × 300 or more, at an address that names its host (Open Graph; WeChat)."""
    for path in hosted.site.rglob("*.html"):
        found = re.findall(r'<meta property="og:image" content="([^"]*)">', path.read_text("utf-8"))
        assert len(found) == 1, path
        assert found[0].startswith(f"https://handbook.example{hosted.base}")
        content = (hosted.host / urlsplit(found[0]).path.strip("/")).read_bytes()
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.format == "PNG"
            assert min(picture.size) >= 300


def test_every_host_can_keep_the_names_of_the_files(hosted: Hosted) -> None:
    """Lower-case ASCII, short, no two alike but for their case."""
    paths = list(tree(hosted.site))
    assert len({path.lower() for path in paths}) == len(paths)
    for path in paths:
        assert len(path) <= 100
        assert re.fullmatch(r"[a-z0-9._/-]+", path), path
    assert {"404.html", "robots.txt", "sitemap.xml", ".well-known/security.txt"} <= set(paths)
    assert {"manifest.webmanifest", "favicon.svg"} <= set(paths)


def test_no_space_stands_in_for_the_space_between_letters_and_digits() -> None:
    """`text-autospace` sets it; a space within a sentence stays when the text is copied or read out."""
    for path in (TEMPLATES / "website").glob("*.html"):
        spaces = re.findall(r"[打问到] \{\{ ?tel|tel\([^)]*\) \}\} [\u4e00-\u9fff]", path.read_text("utf-8"))
        assert spaces == [], path.name


# --- its colours -----------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """The relative luminance of `#0a5450` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_no_text_stands_out_as_well(scheme: str) -> None:
    """What draws a control's box or says where the focus is: 3:1 is asked for, 4.5:1 the aim (WCAG 2.2, 1.4.11)."""
    look = yaml.tree((TEMPLATES / "shared" / "look.yml").read_bytes(), "look.yml")[scheme]
    style = (TEMPLATES / "website" / "handbook.css").read_text("utf-8")
    drawn = re.findall(r"outline: 3px solid var\(--(\w+)\)|border: 2px solid var\(--(\w+)\)", style)
    used = {outline or border for outline, border in drawn}
    assert used == {"teal", "ink"}
    for name in used:
        for ground in ("paper", "card"):
            assert contrast(look[name], look[ground]) >= 4.5
