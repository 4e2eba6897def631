"""Reads PDF files with poppler and pypdf and compares them with what the document said (see tests/books/pdf.rs).

    read_pdf.py FILE...

Says nothing when all is well; otherwise what differs, and exits with 1.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import Destination

problems = []


def same(what, got, want):
    if got != want:
        problems.append(f"{what}: got {str(got)[:300]!r}, wanted {str(want)[:300]!r}")


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode("utf-8", "replace")


def letters(text):
    return "".join(c for c in text if c.isalnum())


def properties(name, path, want):
    info = dict(re.findall(r"^([^:\n]+):\s+(.*)$", run("pdfinfo", path), re.M))
    same(f"{name}: title", info.get("Title"), want["title"])
    same(f"{name}: author", info.get("Author"), want["author"])
    same(f"{name}: tagged", info.get("Tagged"), "yes")
    same(f"{name}: pages", info.get("Pages"), str(want["pages"]))
    same(f"{name}: paper", "A4" in info["Page size"], want["paper"] == "a4")
    same(f"{name}: date", "Nov 22" in info.get("CreationDate", "") and "2026" in info.get("CreationDate", ""), True)
    fonts = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    same(f"{name}: fonts", bool(fonts), True)
    for font in fonts:
        # Embedded, a subset, and with the way back to letters.
        same(f"{name}: font {font[0]}", font[-5:-2], ["yes", "yes", "yes"])
        same(f"{name}: font {font[0]}", bool(re.match(r"[A-Z]{6}\+(Golos|Literata)", font[0])), True)


def structure(name, path, want):
    """The tags with their texts, in reading order, as poppler prints them."""
    printed = run("pdfinfo", "-struct-text", path)
    tags = []
    for line in printed.splitlines():
        tag = re.match(r'^\s*([A-Z][A-Za-z0-9]*)(?: "|\s*\(|$|:| <)', line)
        said = re.match(r'^\s*"(.*)"$', line)
        if said:
            if tags:
                tags[-1][1] += said[1]
        elif tag:
            tags.append([tag[1], ""])
    count = Counter(tag for tag, _ in tags)
    same(f"{name}: tables", count["Table"], len(want["tables"]))
    same(f"{name}: heads of columns", count["TH"], sum(columns for columns, _ in want["tables"]))
    same(f"{name}: cells", count["TD"], sum(columns * rows for columns, rows in want["tables"]))
    same(f"{name}: rows", count["TR"], sum(rows + 1 for _, rows in want["tables"]))
    same(f"{name}: figures", count["Figure"], len(want["figures"]))
    for level in (2, 3):
        same(f"{name}: headings of level {level}", count[f"H{level}"], sum(1 for n, _ in want["headings"] if n == level))
    # Contents name themselves as a part.
    same(f"{name}: sections", count["H1"], want["sections"] + bool(want["contents"]))
    same(f"{name}: entries of the contents", count["TOCI"], len(want["contents"]))
    said = letters("".join(text for _, text in tags))
    entries = [letters(f"{n}{title}{page}") for n, (title, page) in enumerate(want["contents"], 1)]
    expected = letters("".join(want["cover"]))
    at = said.find(expected)
    same(f"{name}: title page", at >= 0, True)
    at += len(expected)
    for n, entry in enumerate(entries):
        found = said.find(entry, at)
        if found < 0:
            problems.append(f"{name}: entry {n + 1} of the contents is not there: {want['contents'][n]}")
            return
        at = found + len(entry)
    for text in want["body"]:
        found = said.find(letters(text), at)
        # Nothing but bullets may stand between two texts.
        if found < 0 or found > at:
            problems.append(f"{name}: not in its order: {text[:160]!r}, there is {said[at:at + 80]!r}")
            return
        at = found + len(letters(text))


def words(name, path, want, reader):
    """The words of every page, in any order: what is copied from a viewer that knows no tags."""
    text = run("pdftotext", "-raw", path, "-")
    pages = text.split("\f")[:-1]
    same(f"{name}: pages with words", all(p.strip() for p in pages), True)
    everything = letters("".join(pages))
    for said in want["body"]:
        for word in said.split():
            if letters(word) not in everything:
                problems.append(f"{name}: not on the pages: {word[:100]!r}")
                return
    for title, page in want["contents"]:
        same(f"{name}: {title} on page {page}", letters(title) in letters(pages[page - 1]), True)
        other = letters(reader.pages[page - 1].extract_text())
        same(f"{name}: {title} on page {page} in pypdf", letters(title) in other, True)
    if want["confidential"]:
        same(f"{name}: confidential", all(letters(want["confidential"]) in letters(p) for p in pages), True)
    for number, page in enumerate(pages[len(pages) - len(pages[2:]):], 3):
        same(f"{name}: number of page {number}", page.split()[-1] if page.split() else "", str(number))


def entries(reader, outline, level=1):
    for entry in outline:
        if isinstance(entry, Destination):
            yield [level, entry.title, reader.get_destination_page_number(entry) + 1]
        else:
            yield from entries(reader, entry, level + 1)


def links(name, want, reader):
    same(f"{name}: outline", list(entries(reader, reader.outline)), want["outline"])
    same(f"{name}: language", str(reader.trailer["/Root"].get("/Lang", ""))[:2], want["locale"])
    inner, outer = [], []
    for number, page in enumerate(reader.pages, 1):
        for note in page.get("/Annots", []):
            note = note.get_object()
            same(f"{name}: links only", note["/Subtype"], "/Link")
            if "/A" in note:
                outer.append(str(note["/A"]["/URI"]))
            else:
                target = note["/Dest"][0].get_object()
                inner.append(next(n for n, p in enumerate(reader.pages, 1) if p.indirect_reference == note["/Dest"].get_object()[0] or p == target))
    same(f"{name}: links of the contents", inner, [page for _, page in want["contents"]])
    for address in outer:
        same(f"{name}: address {address[:60]}", bool(re.match(r"(https?://|mailto:)[\x21-\x7e]+$", address)), True)
    plain = {a for a in want["links"] if re.fullmatch(r"https?://[\w.-]+(/[\w./?=&-]*)?", a, re.A)}
    same(f"{name}: addresses", plain - set(outer), set())
    alts = [str(e.get("/Alt")) for e in elements(reader) if e.get("/S") == "/Figure"]
    for said, alt in zip(want["figures"], alts):
        same(f"{name}: figure in words", said in alt, True)
    same(f"{name}: figures in words", len(alts), len(want["figures"]))


def elements(reader):
    """Elements of the structure in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"].get("/K")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict) and "/S" in node:
            yield node
            if "/K" in node:
                waiting.append(node["/K"])


for path in sys.argv[1:]:
    name = Path(path).name
    want = json.loads(Path(f"{path}.json").read_text("utf-8"))
    reader = PdfReader(path)
    properties(name, path, want)
    structure(name, path, want)
    words(name, path, want, reader)
    links(name, want, reader)
print("\n".join(problems[:20]))
sys.exit(1 if problems else 0)
