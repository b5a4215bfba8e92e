"""spreadsheet_roundtrip.py CANDOR: a session with awkward cells through LibreOffice, CSV -> ODS -> CSV, cell by cell.

What was opened (ODS) must be what was written, every character of it. LibreOffice itself leaves tabs inside of cells away
when it saves CSV again, so the last step is compared without them.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

TRICKY = [
    'say "cheese"',
    '"',
    '""',
    "a,b;c\td",
    "first\nsecond",
    "with\r\nboth",
    "äöü ß ğ ı İ Ω 中文 \U0001f600 e\u0301",
    "\u202eright to left\u202c",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+41 44 000 00 00",
    "-20",
    "@home",
    " leading and trailing ",
    "'quoted",
    "12345678901234567890123",
    "0012",
    "1e5",
    "3.10",
    "2026-02-28",
    "1/2",
    "TRUE",
    "#N/A",
    "null",
    "x" * 30_000,
]
# comma, double quote, UTF-8, from the first line, all columns as text; formulas in cells are not evaluated
AS_TEXT = "44,34,76,1," + "/".join(f"{column}/2" for column in range(1, 14)) + ",0,false,true,false,false"
# comma, double quote, UTF-8, cells as shown, texts in quotes
OUT = "44,34,76,1,,0,true,true,false,false"


def rows(name):
    with open(name, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def text(element):
    """The text of a paragraph of an ODS, where spaces and tabs are elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            parts.append(" " * int(child.get(TEXT + "c", "1")))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        else:
            parts.append(text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def opened_rows(name, columns):
    with zipfile.ZipFile(name) as ods:
        root = ET.fromstring(ods.read("content.xml"))
    found = []
    for row in root.iter(TABLE + "table-row"):
        cells = []
        for cell in row:
            value = "\n".join(text(line) for line in cell.iter(TEXT + "p"))
            cells += [value] * min(int(cell.get(TABLE + "number-columns-repeated", "1")), columns)
        found.append(cells[:columns])
    while found and not any(found[-1]):
        found.pop()
    return found


def compare(step, written, other, same):
    differences = 0
    for number, (before, after) in enumerate(zip(written, other, strict=True)):
        for column, (one, two) in enumerate(zip(before, after + [""] * (len(before) - len(after)), strict=True)):
            if same(one) != same(two):
                differences += 1
                print(f"{step}: row {number}, {written[0][column]}: {one[:60]!r} became {two[:60]!r}")
    return differences


def convert(folder, home, filters, to, source):
    command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", f"--infilter=CSV:{filters}"]
    if to.startswith("csv"):
        command.pop()
    subprocess.run(
        command + ["--convert-to", to, "--outdir", folder, source],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=180,
    )


def main():
    candor = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, USER_PATH=os.path.join(folder, "user"), HOME=folder)
        events = os.path.join(folder, "events.ndjson")
        with open(events, "w", encoding="utf-8") as file:
            for number, text in enumerate([*TRICKY, "", None]):
                row = {
                    "event_id": f"evt-{number:03d}",
                    "session_id": "tricky",
                    "participant_id": "p",
                    "timestamp": f"2026-02-28T14:00:{number:02d}Z",
                    "event_type": "exit_selected",
                    "phase": "audit",
                    "actor_id": "p",
                    "outcome": "info",
                    "score_delta": -number,
                    "details": {"text": text},
                }
                if text is not None:
                    row["target_id"] = text
                file.write(json.dumps(row) + "\n")
        failed = 0
        for safe in (False, True):
            out = os.path.join(folder, "safe" if safe else "plain")
            command = [candor, "export", "session", "tricky", "--from", events, "--format", "csv", "--out", out]
            subprocess.run(
                command + (["--spreadsheet-safe"] if safe else []),
                env=environment, check=True, stdout=subprocess.DEVNULL,
            )
            bundle = os.path.join(out, "tricky")
            written = rows(os.path.join(bundle, "session.csv"))
            opened = os.path.join(out, "opened")
            convert(opened, os.path.join(folder, "office"), AS_TEXT, "ods", os.path.join(bundle, "session.csv"))
            saved = os.path.join(out, "saved")
            convert(
                saved,
                os.path.join(folder, "office"),
                "",
                f"csv:Text - txt - csv (StarCalc):{OUT}",
                os.path.join(opened, "session.ods"),
            )
            back = rows(os.path.join(saved, "session.csv"))
            cells = sum(map(len, written))
            # a spreadsheet has one kind of line end within a cell
            lines = lambda cell: cell.replace("\r\n", "\n")
            there = opened_rows(os.path.join(opened, "session.ods"), len(written[0]))
            differences = compare("opened", written, there, lines)
            differences += compare("saved again", written, back, lambda cell: lines(cell).replace("\t", ""))
            print(f"{'spreadsheet safe' if safe else 'plain'}: {cells} cells, {differences} differences")
            failed += differences
        sys.exit(1 if failed else 0)


main()
