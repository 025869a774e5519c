"""The website's templates, ready to be filled; a template's mistake is named at its line."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator.codes import number, qr
from generator.model.written_phones import dialled
from generator.problem import HandbookError, Location, Problem, in_other_words
from generator.read.listing import TEMPLATES, WEBSITE
from generator.read.templates import Templates
from generator.text import chinese, placeholder
from generator.website import assets, feed, footer, host_files, line_breaks, quick_templates, structured
from generator.website.inputs import SiteInputs

ROOT = "\0"
"""Stands in a rendered page for the way up to the website's root, which differs from address to address."""

FOLDER = f"{TEMPLATES}/{WEBSITE}/"
"""Where templates lie below the handbook's root, as problems name them."""

DAMM = "".join(str(digit) for row in number.DAMM for digit in row)
"""The table of check digits, row by row, for the script of the page for wrong addresses."""


class Compiled(jinja2.BytecodeCache):
    """Compiled templates by name and source: in a preview only those that were edited are compiled again."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the compiled template into the bucket, where it is known."""
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the compiled template in the bucket."""
        self.known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@lru_cache(maxsize=2)
def environment(site: SiteInputs) -> jinja2.Environment:
    """Return the environment of a website's templates: escaping on, and an undefined name an error."""
    jinja = quick_templates.Environment(
        loader=jinja2.FunctionLoader(template_finder(site.templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=line_breaks.as_value,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
        optimized=False,  # templates have nothing that could be worked out beforehand, and looking for it takes time
    )
    jinja.filters |= {
        "clock": chinese.clock,
        "date": chinese.date,
        "dialled": dialled,
        "month": chinese.month,
        "opening_hours": placeholder.opening_hours,
        "in_script": lambda data: Markup(structured.in_script(data)),
        "known": partial(value_or_missing, site.handbook.words.missing),
        "quantity": chinese.quantity,
    }
    publishing = site.handbook.site.handbook.publishing
    jinja.globals |= {
        "asset": lambda name: ROOT + site.assets[name],
        "assets": site.assets,
        "version": assets.version(site.assets),
        # the preview reloads pages by a script that the policy would refuse
        "csp": "" if site.preview else host_files.CSP,
        "damm": DAMM,
        "mark": host_files.MARK,
        "look": site.templates.look,
        "code_address": lambda code: number.address(site.handbook.site.code_url, code),
        "qr": lambda address: Markup(qr.svg(address)),
        "publishing": publishing,
        "publishing_lines": footer.footer(site.handbook.words.footer, publishing),
        "structured": "",
        "last_changed": lambda pages, page: feed.last_changed(site.handbook, pages.committee, page),
    }
    return jinja


def template_finder(templates: Templates) -> Callable[[str], tuple[str, str, None] | None]:
    """Return a function that finds a template by its name: its text, and its file as problems name it; else None."""

    def find(name: str) -> tuple[str, str, None] | None:
        source = templates.sources.get(name)
        return None if source is None else (source.decode(), FOLDER + name, None)

    return find


def value_or_missing(words: str, value: object) -> object:
    """Return a value, or where it is empty the words that say that it is not known yet."""
    return Markup('<span class="missing">{}</span>').format(words) if value in (None, "", ()) else value


@contextmanager
def mistakes_named() -> Iterator[None]:
    """Turn a template's mistake into a HandbookError that names its file and line."""
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        raise template_error(error.filename, error.lineno, error.message or "") from None
    except (jinja2.UndefinedError, jinja2.TemplateNotFound) as error:
        frames = traceback.extract_tb(error.__traceback__)
        frame = next((frame for frame in reversed(frames) if frame.filename.startswith(FOLDER)), None)
        if frame is None and isinstance(error, jinja2.TemplateNotFound):
            raise missing_template(str(error.name or "")) from None
        frame = frame or frames[-1]
        message = f"'{error.name}' not found" if isinstance(error, jinja2.TemplateNotFound) else str(error)
        raise template_error(frame.filename, frame.lineno, message) from None


def missing_template(name: str) -> HandbookError:
    """Return the problem that a template is not there that the program needs: the folder is older than the program."""
    hint = f"从程序自带的 {FOLDER} 里把 {name} 拷过来；改过的模板不用换"
    return HandbookError([Problem(Location(FOLDER + name), "D040", "少了这个模板", hint)])


def template_error(file: str | None, line: int | None, message: str) -> HandbookError:
    """Return a template's mistake as a problem at its file and line."""
    place = Location(file or FOLDER, line or 1)
    told = in_other_words(message, JINJA) or "这一行的写法不对"
    hint = f"看看这一行的名称和括号；Jinja 的原话是：{message}"
    return HandbookError([Problem(place, "D040", f"模板写错了：{told}", hint)])


JINJA = (
    (r"'(.+)' is undefined", "没有“{}”这个名称"),
    (r"'(.+)' not found", "没有“{}”这个文件"),
    (r".* has no attribute '(.+)'", "没有“{}”这一项"),
    (r"Encountered unknown tag '(.+?)'.*", "“{}”不是这里可以写的"),
    (r"expected token '(.+?)', got '(.+)'", "这里要写“{}”，写的是“{}”"),
    (r"Unexpected end of template.*", "少了收尾的一行"),
)
"""What Jinja says of templates, and how staff are told."""
