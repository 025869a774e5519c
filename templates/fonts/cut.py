"""Cut the print fonts of this folder from Noto Serif SC, Noto Sans SC, LXGW WenKai and FandolFang.

Run ``python templates/fonts/cut.py`` from anywhere. It needs npm, apt-get, dpkg-deb, and fonttools with brotli on
the machine (README.md says which version of fonttools made the committed files; another version may give other
bytes with the same glyphs). It fetches the source packages into a temporary directory, checks their SHA-256, cuts
the fonts and writes them here with their licences, ``coverage.txt`` and ``SHA256SUMS``. Running it twice gives the
same bytes, as long as the texts of content/ use the same characters.

The Han charset of the Noto fonts is GB 2312 (from Python's codec) and 通用规范汉字表 (from ``tgh2013.txt`` beside
this file). The other two are for few pages and hold fewer characters; templates name a Noto font after them, which
has the rest.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MAX_TOTAL_BYTES = 17_000_000
TGH_SIZE = 8105
TGH_LEVEL_1 = 3500
GB2312_SIZE = 7445


@dataclass(frozen=True)
class Face:
    """One font file inside a source package, the file cut from it, and the name of its charset in CHARSETS."""

    source: str
    sha256: str
    target: str
    charset: str = "full"


@dataclass(frozen=True)
class Package:
    """One package with the files that make up its licence and the faces taken from it; `kind` is `npm` or `debian`."""

    name: str
    version: str
    sha256: str
    licence: tuple[tuple[str, ...], str]
    faces: tuple[Face, ...]
    kind: str = "npm"


PACKAGES = (
    Package(
        name="@expo-google-fonts/noto-serif-sc",
        version="0.4.3",
        sha256="ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
        licence=(("package/LICENSE_FONT",), "LICENSE-NotoSerifSC.txt"),
        faces=(
            Face(
                "package/400Regular/NotoSerifSC_400Regular.ttf",
                "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
                "NotoSerifSC-Regular.ttf",
            ),
            Face(
                "package/700Bold/NotoSerifSC_700Bold.ttf",
                "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
                "NotoSerifSC-Bold.ttf",
            ),
        ),
    ),
    Package(
        name="@expo-google-fonts/noto-sans-sc",
        version="0.4.3",
        sha256="0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
        licence=(("package/LICENSE_FONT",), "LICENSE-NotoSansSC.txt"),
        faces=(
            Face(
                "package/400Regular/NotoSansSC_400Regular.ttf",
                "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
                "NotoSansSC-Regular.ttf",
            ),
            Face(
                "package/700Bold/NotoSansSC_700Bold.ttf",
                "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
                "NotoSansSC-Bold.ttf",
            ),
        ),
    ),
    Package(
        name="@fontsource/lxgw-wenkai",
        version="5.3.0",
        sha256="e796ef6dd20f4eea37625222872095a7d049fa6bfdd6fe80a15dfa22fdf2c7ca",
        licence=(("package/LICENSE",), "LICENSE-LXGWWenKai.txt"),
        faces=(
            Face(
                "package/files/lxgw-wenkai-latin-500-normal.woff2",
                "013fa90e3e7c3b30aeb0a5311ef92d9aee0d3def5817bc27c357198796d34306",
                "LXGWWenKai-Regular.ttf",
                "content",
            ),
        ),
    ),
    Package(
        name="texlive-lang-chinese",
        version="2022.20230122-1",
        sha256="9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
        licence=(
            (
                "./usr/share/doc/texlive-doc/fonts/fandol/README",
                "./usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz",
            ),
            "LICENSE-FandolFang.txt",
        ),
        faces=(
            Face(
                "./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
                "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
                "FandolFang-Regular.otf",
                "usual",
            ),
        ),
        kind="debian",
    ),
)

# Shanghai place-name characters; of them only 㙟 is outside the two Han lists.
PLACE_NAMES = "滧甪溇圌瀼㳇垞浜泾塘浦溧淞漕䶮𡐓㙟"

# Pinyin letters and tone marks beyond Latin Extended-A.
PINYIN = "ǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹḾḿɑɡˇˉˊˋ˙\u0300\u0301\u0304\u0307\u030c"

# Blocks to take as far as the sources have them (they lack, for instance, much of Latin Extended-A).
SYMBOL_RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x2000, 0x200A),  # spaces
    (0x2010, 0x2027),  # general punctuation
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letter-like: ℃ №
    (0x2150, 0x218F),  # number forms: Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x266F),  # stars and miscellaneous symbols
    (0x2700, 0x27BF),  # check marks, negative circled digits
    (0x3000, 0x303F),  # CJK symbols and punctuation
    (0x3220, 0x3247),  # parenthesised and circled ideographs
    (0x3251, 0x325F),  # circled 21-35
    (0x3280, 0x32BF),  # circled ideographs, circled 36-50
    (0x3380, 0x33DF),  # square units: ㎡
    (0xFF00, 0xFFEF),  # half-width and full-width forms
)

# Code points the sources lack, drawn with the glyph of another: BALLOT BOX as WHITE SQUARE.
ALIASES = {0x2610: 0x25A1}

# Only what horizontal Chinese text can use: no vertical forms, no aalt/hist/dlig variants.
LAYOUT_FEATURES = ("ccmp", "locl", "liga", "kern", "mark", "palt", "halt", "chws", "pwid", "fwid", "hwid")
DROPPED_TABLES = ("vhea", "vmtx", "STAT")
KEPT_NAME_IDS = tuple(range(15))


def gb2312() -> set[int]:
    """Return every code point of GB 2312: symbols, letters, kana and 6,763 Han characters."""
    found: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    if len(found) != GB2312_SIZE:
        raise SystemExit(f"GB 2312: {len(found)} characters instead of {GB2312_SIZE}")
    return found


def tgh() -> list[int]:
    """Return the 8,105 characters of 通用规范汉字表, in its order."""
    lines = (HERE / "tgh2013.txt").read_text(encoding="utf-8").splitlines()
    found = [ord(char) for line in lines if not line.startswith("#") for char in line]
    if len(set(found)) != TGH_SIZE:
        raise SystemExit(f"tgh2013.txt: {len(set(found))} characters instead of {TGH_SIZE}")
    return found


def required() -> set[int]:
    """Return the code points that every cut font must have."""
    return gb2312() | set(tgh()) | {ord(char) for char in PLACE_NAMES} | set(ALIASES)


def wanted() -> set[int]:
    """Return the code points to take: the required ones and the symbols as far as there are glyphs."""
    symbols = {code for first, last in SYMBOL_RANGES for code in range(first, last + 1)}
    return required() | symbols | {ord(char) for char in PINYIN}


def written(*folders: str) -> set[int]:
    """Return the characters of the texts in these folders of the project."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.suffix in (".md", ".yml"))
    return {ord(char) for path in files for char in path.read_text(encoding="utf-8")} - {ord("\n")}


def content() -> set[int]:
    """Return what the texts that all committees share are written with, and Basic Latin."""
    return written("content") | set(range(0x20, 0x7F))


def usual() -> set[int]:
    """Return what both standards count as the most used characters (level 1), and what this project writes."""
    level_1 = {ord(char) for char in bytes(byte for row in range(0xB0, 0xD8) for byte in _row(row)).decode("gb2312")}
    return (level_1 & set(tgh()[:TGH_LEVEL_1])) | written("content", "committees") | set(range(0x20, 0x7F))


def _row(row: int) -> Iterator[int]:
    """Yield the bytes of a row of GB 2312; the last row of its level 1 is five characters short."""
    for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF):
        yield from (row, cell)


CHARSETS: dict[str, Callable[[], set[int]]] = {"full": wanted, "content": content, "usual": usual}


def sha256(data: bytes) -> str:
    """Return the SHA-256 of data in hex."""
    return hashlib.sha256(data).hexdigest()


def check(what: str, data: bytes, expected: str) -> None:
    """Stop if data does not have the expected SHA-256."""
    actual = sha256(data)
    if actual != expected:
        raise SystemExit(f"{what}: SHA-256 is {actual}, expected {expected}")


def run(folder: Path, *command: str) -> None:
    """Run a program in a folder. Stop if it is not there or fails."""
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not on the PATH")
    subprocess.run([program, *command[1:]], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def fetch(package: Package, folder: Path) -> Path:
    """Fetch one package into folder, check it and return the path of its files as a tar archive."""
    if package.kind == "debian":
        run(folder, "apt-get", "download", f"{package.name}={package.version}")
        found = folder / f"{package.name}_{package.version}_all.deb"
        check(package.name, found.read_bytes(), package.sha256)
        run(folder, "sh", "-c", f"dpkg-deb --fsys-tarfile {found.name} > {package.name}.tar")
        return folder / f"{package.name}.tar"
    spec = f"{package.name}@{package.version}"
    run(folder, "npm", "pack", spec, "--silent")
    archive = folder / f"{package.name.removeprefix('@').replace('/', '-')}-{package.version}.tgz"
    check(spec, archive.read_bytes(), package.sha256)
    return archive


def member(archive: tarfile.TarFile, path: str) -> bytes:
    """Return the bytes of one file of an archive, unpacked."""
    handle = archive.extractfile(path)
    if handle is None:
        raise SystemExit(f"{path}: not a file in the package")
    data = handle.read()
    return gzip.decompress(data) if path.endswith(".gz") else data


def options() -> subset.Options:
    """Return the subsetter's options, all of them independent of the machine and of the time."""
    opts = subset.Options()
    opts.layout_features = list(LAYOUT_FEATURES)
    opts.drop_tables += list(DROPPED_TABLES)
    opts.name_IDs = list(KEPT_NAME_IDS)
    opts.hinting = False
    opts.notdef_outline = True
    opts.recalc_timestamp = False
    opts.harfbuzz_repacker = False
    return opts


def add_aliases(font: TTFont) -> None:
    """Map the aliased code points where the source has no glyph of its own."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            for code, other in ALIASES.items():
                if other in table.cmap:
                    table.cmap.setdefault(code, table.cmap[other])


def mark_as_cut(font: TTFont) -> None:
    """Say in the unique identifier and the version string that this is a subset."""
    for record in font["name"].names:
        if record.nameID in (3, 5):
            record.string = f"{record.toUnicode()};subset"


def cut(data: bytes, codes: set[int]) -> bytes:
    """Return the font in data, cut down to codes and not packed for the web."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = None
    add_aliases(font)
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    mark_as_cut(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def code_points(data: bytes) -> set[int]:
    """Return the code points that a font maps to glyphs."""
    return set(TTFont(io.BytesIO(data), lazy=True).getBestCmap())


def make_package(package: Package, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the licence and the cut fonts of one package."""
    with tarfile.open(fetch(package, folder)) as archive:
        sources, target = package.licence
        yield target, b"\n".join(member(archive, source) for source in sources)
        for face in package.faces:
            data = member(archive, face.source)
            check(face.source, data, face.sha256)
            yield face.target, cut(data, CHARSETS[face.charset]())


def make_all() -> dict[str, bytes]:
    """Return name and bytes of every licence and cut font."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: data for package in PACKAGES for name, data in make_package(package, Path(folder))}


def ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last code point of each run, in order."""
    run: tuple[int, int] | None = None
    for code in sorted(codes):
        if run is not None and code == run[1] + 1:
            run = (run[0], code)
            continue
        if run is not None:
            yield run
        run = (code, code)
    if run is not None:
        yield run


def coverage(common: set[int]) -> bytes:
    """Return the text of coverage.txt."""
    head = "# Code points that all four Noto fonts of this folder have, as hex ranges; made by cut.py"
    lines = [head, *(f"{first:04X}-{last:04X}" for first, last in ranges(common))]
    return ("\n".join(lines) + "\n").encode("ascii")


def sums(files: dict[str, bytes]) -> bytes:
    """Return the text of SHA256SUMS, as ``sha256sum --check`` reads it."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())).encode("ascii")


def full(fonts: dict[str, bytes]) -> dict[str, bytes]:
    """Return those of the fonts that have every character."""
    names = {face.target for package in PACKAGES for face in package.faces if face.charset == "full"}
    return {name: data for name, data in fonts.items() if name in names}


def check_fonts(fonts: dict[str, bytes]) -> None:
    """Stop if a full font lacks a required code point or the fonts are too big together."""
    for name, data in full(fonts).items():
        missing = required() - code_points(data)
        if missing:
            raise SystemExit(f"{name}: lacks {' '.join(f'{code:04X}' for code in sorted(missing))}")
    total = sum(map(len, fonts.values()))
    if total > MAX_TOTAL_BYTES:
        raise SystemExit(f"fonts: {total} bytes together, more than {MAX_TOTAL_BYTES}")


def main() -> int:
    """Make every file and write them all, or none if a check fails."""
    files = make_all()
    fonts = {name: data for name, data in files.items() if name.endswith((".ttf", ".otf"))}
    check_fonts(fonts)
    common = set.intersection(*(code_points(data) for data in full(fonts).values()))
    files["coverage.txt"] = coverage(common)
    files["SHA256SUMS"] = sums(files)
    for name, data in files.items():
        (HERE / name).write_bytes(data)
    for name, data in fonts.items():
        print(f"{name}: {len(data):,} bytes, {len(code_points(data)):,} code points")
    print(f"together: {sum(map(len, fonts.values())):,} bytes, {len(common):,} code points in common")
    return 0


if __name__ == "__main__":
    sys.exit(main())
