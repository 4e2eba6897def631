"""Reads exported files with programs that are not ours and says what they hold, as JSON on the standard output.

    read.py xlsx FILE               openpyxl: sheets, cells, formulas, lists to choose from
    read.py bare FILE OUT           the same file without any stored result, so that whoever opens it has to compute
    read.py compare FILE OTHER      results stored in both, cell by cell, for every formula
    read.py ics FILE                icalendar
    read.py csv FILE SEPARATOR      csv
"""

import csv
import datetime
import io
import json
import re
import sys
import zipfile

csv.field_size_limit(10_000_000)


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return f"{value.total_seconds()} s"
    if hasattr(value, "text"):  # an array formula
        return value.text
    return value


def xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    sheets = {}
    for page in book.worksheets:
        cells = {}
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    cells[cell.coordinate] = {
                        "type": cell.data_type,
                        "value": plain(cell.value),
                        "stored": plain(stored[page.title][cell.coordinate].value),
                        "format": cell.number_format,
                        "link": bool(cell.hyperlink and cell.hyperlink.target),
                    }
        sheets[page.title] = {
            "state": page.sheet_state,
            "frozen": page.freeze_panes,
            "filter": page.auto_filter.ref,
            "cells": cells,
            "choices": [
                {"where": str(v.sqref), "type": v.type, "formula": v.formula1} for v in page.data_validations.dataValidation
            ],
            "marks": sum(len(r.rules) for r in page.conditional_formatting),
        }
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    return {"sheets": sheets, "names": names}


def bare(path, out):
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            data = source.read(part)
            if part.startswith("xl/worksheets/sheet"):
                text = data.decode("utf-8")
                text = re.sub(r"(<f[ >](?:(?!</f>).)*</f>)<v>[^<]*</v>", r"\1", text, flags=re.S)
                data = text.encode("utf-8")
            target.writestr(part, data)
    return {}


def compare(path, other):
    import openpyxl

    formulas = openpyxl.load_workbook(path)
    ours = openpyxl.load_workbook(path, data_only=True)
    theirs = openpyxl.load_workbook(other, data_only=True)
    found, wrong = 0, []
    for page in formulas.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                found += 1
                a = ours[page.title][cell.coordinate].value
                b = theirs[page.title][cell.coordinate].value
                if isinstance(a, (int, float)) and isinstance(b, (int, float)):
                    same = abs(a - b) <= 1e-9 * max(1, abs(a))
                else:
                    same = (a or "") == (b or "")
                if not same:
                    wrong.append([page.title, cell.coordinate, plain(cell.value), plain(a), plain(b)])
    return {"formulas": found, "wrong": wrong}


def ics(path):
    import icalendar

    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    events = []
    for event in calendar.walk("VEVENT"):
        start = event["DTSTART"]
        categories = event.get("CATEGORIES")
        events.append(
            {
                "uid": str(event["UID"]),
                "start": plain(start.dt),
                "zone": str(start.params.get("TZID", "")),
                "offset": start.dt.strftime("%z") if isinstance(start.dt, datetime.datetime) else "",
                "end": plain(event.decoded("DTEND")) if "DTEND" in event else "",
                "summary": str(event["SUMMARY"]),
                "description": str(event.get("DESCRIPTION", "")),
                "categories": [str(c) for c in categories.cats] if categories else [],
                "url": str(event.get("URL", "")),
                "sequence": int(event["SEQUENCE"]),
                "errors": [str(e) for e in event.errors],
            }
        )
    return {"events": events, "zones": [str(z["TZID"]) for z in calendar.walk("VTIMEZONE")], "errors": [str(e) for e in calendar.errors]}


def table(path, separator):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    mark = text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator, strict=True))
    return {"mark": mark, "rows": rows}


ACTIONS = {"xlsx": xlsx, "bare": bare, "compare": compare, "ics": ics, "csv": table}

if __name__ == "__main__":
    json.dump(ACTIONS[sys.argv[1]](*sys.argv[2:]), sys.stdout, ensure_ascii=False, default=str)
