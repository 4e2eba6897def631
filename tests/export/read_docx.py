"""Reads a Word file with python-docx and compares it with what the document said (see tests/docx).

    read_docx.py words FILE...           paragraphs, tables, styles and properties, by python-docx
    read_docx.py pages FILE PDF TEXT     what LibreOffice made of it, as pages and as text

Says nothing when all is well; otherwise what differs, and exits with 1.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

problems = []


def same(what, got, want):
    if got != want:
        problems.append(f"{what}: got {str(got)[:300]!r}, wanted {str(want)[:300]!r}")


def expected(path):
    return json.loads(Path(f"{path}.json").read_text("utf-8"))


def bare(value):
    """The asterisk of the footnote is not part of the text."""
    return json.dumps(value, ensure_ascii=False).replace("*", "")


def words(path):
    want = expected(path)
    document = docx.Document(path)
    got = []
    for node in document.element.body.iterchildren():
        if node.tag == qn("w:tbl"):
            table = Table(node, document)
            got.append(["table", [[c.text for c in row.cells] for row in table.rows]])
            # The head is repeated on every page.
            if table.style.name == "Document Table":
                head = table.rows[0]._tr.trPr
                same(f"{path}: head", head is not None and head.find(qn("w:tblHeader")) is not None, True)
        elif node.tag == qn("w:p"):
            paragraph = Paragraph(node, document)
            name = paragraph.style.name
            if name == "Figure Block":
                about = node.find(".//" + qn("wp:docPr"))
                texts = node.findall(".//" + qn("w:txbxContent"))
                said = ["".join(t.text or "" for t in box.iter(qn("w:t"))) for box in texts]
                got.append(["figure", about.get("title"), about.get("descr"), said])
            elif name not in ("After Table", "footnote text"):
                got.append([name, paragraph.text])
    for i, (a, b) in enumerate(zip(got, want["blocks"])):
        if b[0] == "figure":
            b[1:3] = [re.sub(r"[\n\t]", " ", t) for t in b[1:3]]
        same(f"{path}: block {i}", bare(a), bare(b))
    same(f"{path}: blocks", len(got), len(want["blocks"]))
    numeric = sum(
        p.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        for t in document.tables
        for c in t.rows[0].cells
        for p in c.paragraphs
    )
    same(f"{path}: columns of numbers", numeric, want["numeric"])
    section = document.sections[0]
    size = (round(section.page_width.mm), round(section.page_height.mm))
    same(f"{path}: paper", size, (216, 279) if want["paper"] == "letter" else (210, 297))
    same(f"{path}: first page without a head", section.different_first_page_header_footer, True)
    same(f"{path}: title", document.core_properties.title, re.sub(r"[\n\t]", " ", want["title"]))
    same(f"{path}: language", document.core_properties.language, {"ru": "ru-RU", "en": "en-GB"}[want["locale"]])
    same(f"{path}: author", document.core_properties.author, "Анна «Угол» & Co")
    same(f"{path}: created", str(document.core_properties.created)[:10], "2026-11-22")
    entries = [
        p for p in document.element.body.findall(".//" + qn("w:sdtContent") + "/" + qn("w:p"))
        if p.find(qn("w:hyperlink")) is not None
    ]
    same(f"{path}: contents", len(entries), len(want["contents"]))


def letters(text):
    """Letters and digits only: what a page keeps, however it breaks lines."""
    return "".join(c for c in text if c.isalnum())


def pages(path, pdf, plain):
    want = expected(path)
    text = letters(Path(plain).read_text("utf-8-sig"))
    at = 0
    for kind, *rest in want["blocks"]:
        if kind == "figure":
            continue
        for said in (rest if kind != "table" else [c for row in rest[0] for c in row]):
            found = text.find(letters(said), at)
            if found < 0:
                problems.append(f"{path}: {kind} is not in LibreOffice's text in its order: {said[:200]!r}")
                return
            at = found
    # The body of each page, without head and foot: 50 points above and below.
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    height = float(re.search(r"Page size:\s+[\d.]+ x ([\d.]+)", info)[1])
    crop = ["-x", "0", "-y", "50", "-W", "2000", "-H", str(int(height) - 100)]
    read = subprocess.run(["pdftotext", *crop, pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    sheets = read.split("\f")[:-1]
    everything = letters("".join(sheets))
    figures = [t for b in want["blocks"] if b[0] == "figure" for t in b[3]]
    for kind, *rest in [b for b in want["blocks"] if b[0] not in ("figure", "table")] + [["figure", t] for t in figures]:
        # A paragraph may go over two pages, with a footnote between.
        for part in re.split(r"\s+", rest[0]):
            if not all(ord(c) < 0x500 for c in part):
                continue
            if letters(part) not in everything:
                problems.append(f"{path}: {kind} is not on the pages: {part[:100]!r} of {rest[0][:100]!r}")
                return
    # Headings whose words stand nowhere else, so that the last line of a page is surely one.
    kinds = {}
    for kind, *rest in want["blocks"]:
        for said in [c for row in rest[0] for c in row] if kind == "table" else [r for r in rest if isinstance(r, str)]:
            kinds.setdefault(letters(said), set()).add(kind.startswith("Heading"))
    headings = {said for said, heading in kinds.items() if said and heading == {True}}
    # The contents name the same headings: look from the first section on.
    first = next((letters(b[1]) for b in want["blocks"] if b[0] == "Heading 1"), "")
    start = next((n for n, sheet in enumerate(sheets, 1) if n > 2 and letters(sheet).startswith("1" + first)), 0)
    if first and not start:
        problems.append(f"{path}: no page begins with the first section")
    sections = sum(b[0] == "Heading 1" for b in want["blocks"])
    for number, sheet in enumerate(sheets, 1):
        lines = [line for line in sheet.splitlines() if line.strip()]
        if not lines:
            problems.append(f"{path}: page {number} is empty")
        elif number >= start > 0 and letters(lines[-1]) in headings:
            problems.append(f"{path}: page {number} ends with a heading: {lines[-1]!r}")
    if sections and len(sheets) < sections + 2:
        problems.append(f"{path}: {sections} sections on {len(sheets)} pages")


if sys.argv[1] == "words":
    for name in sys.argv[2:]:
        words(name)
else:
    pages(*sys.argv[2:])
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)
