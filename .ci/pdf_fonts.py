"""Subset the four faces of PDF files from the static TTFs of the same families.

Called by fonts.sh: pdf_fonts.py <@expo-google-fonts folder>
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

import brotli

SOURCE = Path(sys.argv[1])
OUT = Path("public/fonts")
BUDGET = 130_000

FACES = {
    "golos-400.ttf": "golos-text/400Regular/GolosText_400Regular.ttf",
    "golos-600.ttf": "golos-text/600SemiBold/GolosText_600SemiBold.ttf",
    "literata-400.ttf": "literata/400Regular/Literata_400Regular.ttf",
    "literata-600.ttf": "literata/600SemiBold/Literata_600SemiBold.ttf",
}
# Latin with the letters of Europe, Cyrillic with those of its neighbours, stress and other marks, punctuation, money,
# arrows, a few signs of arithmetic and shapes.
WANTED = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x300, 0x30C), (0x400, 0x45F), (0x490, 0x4FF), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E),
    (0x2009, 0x2009), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2033), (0x2039, 0x203A),
    (0x2044, 0x2044), (0x20AC, 0x20AC), (0x20B4, 0x20B4), (0x20B8, 0x20B8), (0x20BA, 0x20BA), (0x20BD, 0x20BD), (0x2116, 0x2116),
    (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
    (0x25A0, 0x25C7),
]
# Boxes that stand for what the face lacks: many of the same look, so that each can carry another text (see src/export/pdf/text.rs).
BOXES = range(0xF0000, 0xF0040)


def box(font: TTFont) -> None:
    pen = TTGlyphPen(None)
    for left, bottom, right, top, outer in ((60, 0, 560, 680, True), (100, 40, 520, 640, False)):
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        pen.moveTo(corners[0])
        for corner in corners[1:] if outer else corners[:0:-1]:
            pen.lineTo(corner)
        pen.closePath()
    font["glyf"][".notdef"] = pen.glyph()
    font["hmtx"][".notdef"] = (620, 60)
    order = font.getGlyphOrder()
    for code in BOXES:
        name = f"box{code:X}"
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(".notdef", (1, 0, 0, 1, 0, 0))
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (620, 60)
        if name not in order:
            order.append(name)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order


def make(name: str, source: str) -> int:
    font = TTFont(SOURCE / source, recalcTimestamp=False)
    wanted = {c for first, last in WANTED for c in range(first, last + 1)}
    options = subset.Options()
    options.layout_features = ["kern", "mark", "tnum"]
    options.hinting = False
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "STAT", "meta", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted & set(font.getBestCmap()))
    subsetter.subset(font)
    box(font)
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {**font.getBestCmap(), **{code: f"box{code:X}" for code in BOXES}}
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
    font["post"].formatType = 3.0
    path = OUT / name
    font.save(path)
    size = len(brotli.compress(path.read_bytes()))
    print(f"{path}  {path.stat().st_size} bytes, {size} of brotli, {len(table.cmap) - len(BOXES)} characters")
    return size


total = sum(make(*face) for face in FACES.items())
print(f"total {total} bytes of brotli of {BUDGET}")
if total > BUDGET:
    sys.exit("the faces of PDF files are over their budget")
