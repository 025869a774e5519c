"""The website's pages as a Hugo project: what Hugo takes to make as many pages of the same size."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.pages import Site

CONFIG = """\
baseURL = "https://zhongshan.example/"
languageCode = "zh-Hans"
title = "手册"
enableRobotsTXT = true
disableKinds = ["taxonomy", "term", "RSS"]
"""

PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="{{ .Params.root }}assets/handbook.css">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
{{ $frame := index .Site.Data.frames .Params.frame -}}
{{ $around := dict "frame" $frame "root" .Params.root -}}
{{ if $frame.name }}{{ partialCached "top.html" $around .Params.frame .Params.root }}{{ end -}}
<main id="main">
{{ .Content }}
</main>
{{ if $frame.name }}{{ partialCached "menu.html" $around .Params.frame .Params.root }}{{ end -}}
<footer>
{{ with .Params.code }}<p><strong>这页不对？</strong>打 \
<a class="number" href="tel:{{ $frame.phone }}">{{ $frame.phone }}</a>，\
告诉我们本页编号 <span class="number">{{ . }}</span>。</p>{{ end }}
{{ partialCached "foot.html" $around .Params.frame .Params.root -}}
</footer>
</body>
</html>
"""

PARTIALS = {
    "top.html": """\
<header class="top">
<a class="who" href="{{ .root }}">{{ .frame.name }}</a>
<a class="menu" href="#menu">目录</a>
<a class="call" href="tel:{{ .frame.phone }}"><span>打电话</span> <span class="number">{{ .frame.phone }}</span></a>
</header>
""",
    "menu.html": """\
<nav id="menu" aria-label="{{ .frame.name }}的目录">
<h2>{{ .frame.name }}</h2>
<ul class="menu-list">
{{ range .frame.links }}<li><a href="{{ $.root }}{{ index . 0 }}">{{ index . 1 }}</a></li>
{{ end }}</ul>
</nav>
""",
    "foot.html": """\
{{ range .frame.foot }}<p>{{ . }}</p>
{{ end }}""",
}


def installed() -> str | None:
    """Where the `hugo` command is, or None."""
    return shutil.which("hugo")


def write_project(site: Site, folder: Path) -> None:
    """Write the project: every page a file of its own, its place in content/ its address."""
    layouts = folder / "layouts"
    files = {
        folder / "config.toml": CONFIG,
        folder / "data" / "frames.json": site.frames_json,
        folder / "static" / "assets" / "handbook.css": site.style,
        layouts / "404.html": "<!doctype html>\n<title>404</title>\n",
        **{layouts / "_default" / f"{kind}.html": PAGE for kind in ("single", "list")},
        **{layouts / "partials" / name: text for name, text in PARTIALS.items()},
    }
    above = {page.path[: end + 1] for page in site.pages for end, sign in enumerate(page.path[:-1]) if sign == "/"}
    for page in site.pages:
        leaf = "index.md" if page.path and page.path not in above else "_index.md"
        files[folder / "content" / page.path / leaf] = page.source
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def command(folder: Path, target: Path) -> tuple[str | Path, ...]:
    """The command that builds the project."""
    return (installed() or "hugo", "--quiet", "--source", folder, "--destination", target)
