"""What python-pptx finds in a deck, and what LibreOffice shows of it, against what the deck says. Prints what differs."""

import json
import sys

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

problems = []


def same(what, got, want):
    if got != want:
        problems.append(f"{what}: {got!r} instead of {want!r}")


def words(path):
    want = json.load(open(path + ".json", encoding="utf-8"))
    deck = Presentation(path)
    core = deck.core_properties
    line = " ".join(want["title"].split())
    same(f"{path} title", " ".join(core.title.split()), line)
    same(f"{path} author", core.author, want["author"])
    same(f"{path} language", core.language, want["lang"])
    same(f"{path} size", (deck.slide_width, deck.slide_height), (12192000, 6858000))
    same(f"{path} slides", len(deck.slides), len(want["slides"]))
    names = [layout.name for layout in deck.slide_layouts]
    same(f"{path} layouts", names, ["Title", "Title and content", "Title only"])
    for n, (slide, told) in enumerate(zip(deck.slides, want["slides"]), 1):
        at = f"{path} slide {n}"
        same(f"{at} title", slide.shapes.title.text_frame.text if slide.shapes.title else None, told["title"])
        tables = [s.table for s in slide.shapes if s.has_table]
        cells = [[[c.text_frame.text for c in row.cells] for row in t.rows] for t in tables]
        same(f"{at} tables", cells, told["tables"])
        for table in tables:
            same(f"{at} head", table.first_row, True)
        # A note is a paragraph; one in which nothing can be shown is left out.
        notes = slide.notes_slide.notes_text_frame.text.split("\n")
        same(f"{at} notes", [" ".join(p.split()) for p in notes], [t for t in (" ".join(shown(p).split()) for p in told["notes"]) if t])
        for shape in slide.shapes:
            if shape.shape_type in (MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.TABLE):
                if not shape._element.xpath(".//p:cNvPr")[0].get("descr"):
                    problems.append(f"{at}: {shape.name} has no description")


def shown(text):
    """The characters that a file may hold, line ends as spaces."""
    out = []
    for c in text:
        if c in "\n\t\u2028\u2029":
            out.append(" ")
        elif not (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\ufffe\uffff"):
            out.append(c)
    return "".join(out)


def pages(path, text):
    """Every page that LibreOffice makes has its headline, in the order of the slides."""
    want = json.load(open(path + ".json", encoding="utf-8"))["slides"]
    pages = open(text, encoding="utf-8").read().split("\f")[:-1]
    same(f"{path} pages", len(pages), len(want))
    for n, (page, slide) in enumerate(zip(pages, want), 1):
        # Lines may break within words that are longer than a line.
        letters = lambda s: "".join(c for c in s if c.isalnum() and ord(c) < 0x2000)
        if letters(slide["title"]) not in letters(page):
            problems.append(f"{path} page {n}: {slide['title']!r} is not there")


if __name__ == "__main__":
    if sys.argv[1] == "words":
        for name in sys.argv[2:]:
            words(name)
    else:
        pages(*sys.argv[2:])
    print("\n".join(problems[:40]), end="")
    sys.exit(1 if problems else 0)
