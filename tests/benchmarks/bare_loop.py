"""The least that python-markdown and Jinja2 can make of the same pages: read, convert, fill one layout, write.

`python -m tests.benchmarks.bare_loop PAGES TARGET`, where PAGES was written by `write_pages`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.pages import Site

LAYOUT = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.title }}</title>
<meta name="description" content="{{ page.description }}">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="canonical" href="https://zhongshan.example/{{ path }}">
<link rel="stylesheet" href="{{ page.root }}assets/handbook.css">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
{% if frame.name %}
<header class="top">
<a class="who" href="{{ page.root }}">{{ frame.name }}</a>
<a class="menu" href="#menu">目录</a>
<a class="call" href="tel:{{ frame.phone }}"><span>打电话</span> <span class="number">{{ frame.phone }}</span></a>
</header>
{% endif %}
<main id="main">
{{ content | safe }}
</main>
{% if frame.name %}
<nav id="menu" aria-label="{{ frame.name }}的目录">
<h2>{{ frame.name }}</h2>
<ul class="menu-list">
{% for address, words in frame.links %}<li><a href="{{ page.root }}{{ address }}">{{ words }}</a></li>
{% endfor %}
</ul>
</nav>
{% endif %}
<footer>
{% if page.code %}
<p><strong>这页不对？</strong>打 <a class="number" href="tel:{{ frame.phone }}">{{ frame.phone }}</a>，\
告诉我们本页编号 <span class="number">{{ page.code }}</span>。</p>
{% endif %}
{% for line in frame.foot %}<p>{{ line }}</p>
{% endfor %}
</footer>
</body>
</html>
"""

FRAMES = "frames.json"


def write_pages(site: Site, folder: Path) -> None:
    """Write every page as a Markdown file at its address, and the frames."""
    for page in site.pages:
        (folder / page.path).mkdir(parents=True, exist_ok=True)
        (folder / page.path / "index.md").write_text(page.source, encoding="utf-8")
    (folder / FRAMES).write_text(site.frames_json, encoding="utf-8")


def main(folder: Path, target: Path) -> None:
    """Build every page."""
    import jinja2
    import markdown

    parser = markdown.Markdown(extensions=["tables", "sane_lists", "def_list"])
    layout = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(LAYOUT)
    frames = json.loads((folder / FRAMES).read_text(encoding="utf-8"))
    for file in folder.rglob("index.md"):
        front, _, text = file.read_text(encoding="utf-8").partition("\n")
        page = json.loads(front)
        above = file.parent.relative_to(folder)
        content = parser.reset().convert(text)
        made = layout.render(page=page, path=f"{above.as_posix()}/", frame=frames[page["frame"]], content=content)
        (target / above).mkdir(parents=True, exist_ok=True)
        (target / above / "index.html").write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
