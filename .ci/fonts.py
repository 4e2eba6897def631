"""Subset the two families and write style/fonts.css with fallback faces of the same measure.

Called by fonts.sh: fonts.py <@fontsource-variable folder> <Liberation fonts folder>
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE, LIBERATION = Path(sys.argv[1]), Path(sys.argv[2])
OUT = Path("public/fonts")
CSS = Path("style/fonts.css")
BUDGET = 118_000

# The parts of a family, in the order in which they are listed in the style sheet.
# Only "cyr" and "lat" are needed for nearly every page; "rub" is fetched when a rouble sign is shown.
PARTS = {
    "cyr": ("cyrillic", "U+0401,U+0404,U+0406-0407,U+040E,U+0410-044F,U+0451,U+0454,U+0456-0457,U+045E,U+0490-0491,U+2116"),
    "lat": (
        "latin",
        "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+2002-2003,U+2007,U+2009-2011,U+2013-2014,"
        "U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+202F-2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,"
        "U+2190-2193,U+2212,U+2248,U+2264-2265,U+2713",
    ),
    "rub": ("latin-ext", "U+20BD"),
}
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "pnum", "rvrn"]

# Package, family name, fallback family name, the free twins of the fallback face, and the names under which it may be installed.
FAMILIES = {
    "golos": {
        "package": "golos-text",
        "family": "Golos",
        "fallback": "Golos Fallback",
        "regular": ("LiberationSans-Regular.ttf", ["Arial", "ArialMT", "Liberation Sans", "Arimo", "Helvetica"]),
        "bold": ("LiberationSans-Bold.ttf", ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold", "Helvetica Bold"]),
    },
    "literata": {
        "package": "literata",
        "family": "Literata",
        "fallback": "Literata Fallback",
        "regular": ("LiberationSerif-Regular.ttf", ["Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"]),
        "bold": ("LiberationSerif-Bold.ttf", ["Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold", "Tinos Bold"]),
    },
}

# Ordinary text, half Russian and half English, for the mean width of a character.
SAMPLE = (
    "Стратегия продвижения начинается с вопроса, кому и зачем нужен ваш продукт. Запишите ответ простыми словами, "
    "сверьте его с цифрами и только потом выбирайте каналы, рубрики и частоту публикаций: 12 постов в месяц лучше 30 случайных. "
    "A strategy starts with a question: who needs the product and why. Write the answer in plain words, check it against "
    "the numbers, and only then choose the channels, the topics and the pace: 12 good posts a month beat 30 random ones. "
)


def codepoints(ranges: str) -> set[int]:
    found = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def ranges(points: set[int]) -> str:
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def make_part(name: str, part: str) -> tuple[Path, set[int]]:
    source, wanted = PARTS[part]
    package = FAMILIES[name]["package"]
    font = TTFont(SOURCE / package / "files" / f"{package}-{source}-wght-normal.woff2")
    kept = codepoints(wanted) & set(font.getBestCmap())
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VVAR"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": (400, 400, 700)})
    font.flavor = "woff2"
    path = OUT / f"{name}-{part}.woff2"
    # The date in the head table would otherwise change every file on every run.
    font.recalcTimestamp = False
    font.save(path)
    return path, kept


def mean_width(fonts: list[TTFont]) -> float:
    """Mean advance of the sample's characters, in parts of the em."""
    total = 0.0
    for char in SAMPLE:
        font = next(f for f in fonts if ord(char) in f.getBestCmap())
        total += font["hmtx"][font.getBestCmap()[ord(char)]][0] / font["head"].unitsPerEm
    return total / len(SAMPLE)


def at_weight(name: str, weight: int) -> list[TTFont]:
    package = FAMILIES[name]["package"]
    files = [SOURCE / package / "files" / f"{package}-{s}-wght-normal.woff2" for s in ("cyrillic", "latin")]
    return [instancer.instantiateVariableFont(TTFont(file), {"wght": weight}) for file in files]


def fallback_face(name: str, weight: int, twin: str, local: list[str]) -> str:
    fonts = at_weight(name, weight)
    adjust = mean_width(fonts) / mean_width([TTFont(LIBERATION / twin)])
    hhea, em = fonts[1]["hhea"], fonts[1]["head"].unitsPerEm
    percent = lambda value: f"{value / em / adjust * 100:.2f}%"
    sources = ", ".join(f'local("{face}")' for face in local)
    return f"""@font-face {{
  font-family: "{FAMILIES[name]["fallback"]}";
  font-weight: {weight};
  src: {sources};
  size-adjust: {adjust * 100:.2f}%;
  ascent-override: {percent(hhea.ascent)};
  descent-override: {percent(-hhea.descent)};
  line-gap-override: {percent(hhea.lineGap)};
}}
"""


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    css = [
        "/* Written by .ci/fonts.sh: change it there.\n"
        "   Golos is the face of the interface, Literata of the document. The fallback faces are installed fonts\n"
        "   stretched to the same measure, so that nothing moves when the real face arrives. */\n"
    ]
    total = 0
    for name, family in FAMILIES.items():
        for part in PARTS:
            path, kept = make_part(name, part)
            size = path.stat().st_size
            total += size
            print(f"{path}  {size} bytes, {len(kept)} characters")
            css.append(
                f"""@font-face {{
  font-family: "{family["family"]}";
  font-weight: 400 700;
  font-display: swap;
  src: url("fonts/{path.name}") format("woff2");
  unicode-range: {ranges(kept)};
}}
"""
            )
        css.append(fallback_face(name, 400, *family["regular"]))
        css.append(fallback_face(name, 700, *family["bold"]))
        shutil.copyfile(SOURCE / family["package"] / "LICENSE", OUT / f"OFL-{name}.txt")
    CSS.write_text("\n".join(css), encoding="utf-8")
    print(f"total {total} bytes of {BUDGET}")
    if total > BUDGET:
        sys.exit("the fonts are over their budget")


main()
