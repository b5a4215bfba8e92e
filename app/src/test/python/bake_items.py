"""bake_items.py CANDOR [ITEMS]: writes statistics into so many items of every kind (default 300) and takes them out again.

Works in the current folder, which should be empty. Every item is run once in the statistics, baked, looked at, baked
again, un-baked and compared by SHA-256. Prints the figures; exits with 1 when any promise is broken.
"""

import hashlib
import json
import os
import random
import re
import stat
import subprocess
import sys
import time

candor, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300
chance = random.Random(20261120)
environment = dict(os.environ, USER_PATH=os.path.abspath("user"), HOME=os.path.abspath("home"), DO_NOT_TRACK="")
broken = []

KEYS = ["total_runs", "success_count", "failure_count", "success_rate", "avg_duration_ms", "last_run"]
SECTION = re.compile(rb"(?:# |// |)telemetry:(?: # in front matter that was empty)?\r?\n"
                     + b"".join(rb"(?:# |// |)  %s: [^\r\n]*(?:\r?\n|$)" % key.encode() for key in KEYS))
SIGNATURE = re.compile(rb"kiwi-mcp:validated:([^\s]*):([0-9a-f]{64})")


def call(tools):
    """Calls tools one after the other, through one process that speaks MCP."""
    lines = [{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bake_items", "version": "1"}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"}]
    for number, (name, arguments) in enumerate(tools, 1):
        lines.append({"jsonrpc": "2.0", "id": number, "method": "tools/call",
                      "params": {"name": name, "arguments": arguments}})
    sent = "".join(json.dumps(line) + "\n" for line in lines)
    results = []
    with subprocess.Popen([candor, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as server:
        for line in lines:
            server.stdin.write((json.dumps(line) + "\n").encode())
            server.stdin.flush()
            answer = {"id": None}
            while "id" in line and answer.get("id") != line["id"]:
                answer = json.loads(server.stdout.readline())
            if "error" in answer:
                results.append((False, None, str(answer["error"])))
            elif line.get("id"):
                result = answer["result"]
                results.append((not result.get("isError"), result.get("structuredContent"), result["content"][0]["text"]))
        server.stdin.close()
    return results


def sha(data):
    return hashlib.sha256(data).hexdigest()


def some(*texts):
    return chance.choice(texts)


def script(name, sign, shebangs):
    text = some(*shebangs)
    if sign == "#":
        text += some("", "", "# -*- coding: utf-8 -*-\n")
    text += some("", "%s A tool.\n%s\n" % (sign, sign), "\n")
    text += some("", '"""Doc string.\n\ntelemetry:\n  total_runs: 3\n"""\n') if sign == "#" else some("", "'use strict';\n")
    text += some("__version__ = '1.%d'\n" % chance.randrange(9), "%s version: 2\n" % sign)
    text += "x = 1\n%s telemetry:\n%s   total_runs: 9\n\tindented\n" % (sign, sign)
    return text


def front_matter(*lines):
    extra = some("", "config:\n  telemetry: mine\n", "note: |\n  telemetry:\n    total_runs: 1\n\n", "tags: [telemetry]\n")
    return "---\n" + "".join(lines) + extra + "---\n" + some("", "\n")


def body():
    return some("# Title\n\nText.\n", "Text\n\n---\n\ntelemetry:\n  total_runs: 3\n", "```yaml\ntelemetry: x\n```\n", "\tx  \n")


def directive(name):
    element = '<directive name="%s" version="1.0.0">\n  <metadata>telemetry:</metadata>\n</directive>' % name
    return some("", front_matter("owner: ops\n"), "---\n---\n", "---\n\n---\n\n") + body() + some(
        element + "\n", "```xml\n" + element + "\n```\n") + some("", body())


def knowledge(name):
    return front_matter("id: %s\n" % name, some("", 'version: "1.0.0"\n')) + body()


def yaml_tool(name):
    return some("", "# A tool.\n", "---\n") + "tool_id: %s\nversion: \"1\"\nexecutor_id: subprocess\n" % name + some(
        "config:\n  command: echo\n  telemetry: mine\n", "text: |\n  telemetry:\n    x: 1\n", "a: &a {x: 1}\nb: *a\n") + some(
        "", "# the end\n", "...\n", "\n\n")


KINDS = [
    ("directive", "directives/ops/%s.md", directive, None),
    ("knowledge", "knowledge/%s.md", knowledge, None),
    ("tool", "tools/net/%s.yaml", yaml_tool, "# %s"),
    ("tool", "tools/%s.yml", yaml_tool, "# %s"),
    ("tool", "tools/web/%s.py", lambda n: script(n, "#", ["", "#!/usr/bin/env python3\n"]), "# %s"),
    ("tool", "tools/%s.sh", lambda n: script(n, "#", ["", "#!/bin/sh\n"]), "# %s"),
    ("tool", "tools/%s.bash", lambda n: script(n, "#", ["#!/bin/bash -e\n"]), "# %s"),
    ("tool", "tools/js/%s.js", lambda n: script(n, "//", ["", "#!/usr/bin/env node\n"]), "// %s"),
    ("tool", "tools/js/%s.mjs", lambda n: script(n, "//", [""]), "// %s"),
    ("tool", "tools/%s.cjs", lambda n: script(n, "//", [""]), "// %s"),
    ("tool", "tools/bin/%s", lambda n: script(n, "#", ["#!/usr/bin/env -S python3 -I\n"]), "# %s"),
]


def signed(kind, data, sign):
    end = b"\r\n" if b"\r\n" in data else b"\n"
    shebang = data.index(b"\n") + 1 if data.startswith(b"#!") and b"\n" in data else 0
    if kind == "directive":
        part = re.search(rb"<directive .*?</directive>", data, re.S).group()
    elif kind == "knowledge":
        part = re.sub(rb"\A---\r?\n.*?^---\r?\n", b"", data, count=1, flags=re.S | re.M).strip()
    else:
        part = data[shebang:]
    line = "kiwi-mcp:validated:2026-01-29T10:30:00Z:" + sha(part)
    line = ("<!-- %s -->" % line if sign is None else sign % line).encode()
    return data[:shebang] + line + end + data[shebang:]


def write(number):
    kind, path, make, sign = KINDS[number % len(KINDS)]
    name = "item%d" % number
    data = make(name).encode()
    if chance.random() < 0.2:
        data = data.rstrip(b"\n")
    if chance.random() < 0.25:
        data = data.replace(b"\n", b"\r\n")
    if chance.random() < 0.35:
        data = signed(kind, data, sign)
    elif chance.random() < 0.15:
        data = b"\xef\xbb\xbf" + data
    elif chance.random() < 0.2 and kind != "knowledge" and not path.endswith((".yaml", ".yml")):
        data += b"# latin: \xe9\xff\n" if sign != "// %s" else b"// latin: \xe9\xff\n"
    file = os.path.abspath(os.path.join("user", path % name))
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as out:
        out.write(data)
    os.chmod(file, some(0o644, 0o600, 0o755, 0o750))
    return {"kind": kind, "file": file, "data": data, "mode": stat.S_IMODE(os.stat(file).st_mode)}


def read(item):
    with open(item["file"], "rb") as file:
        return file.read()


def expect(item, what, fine):
    if not fine:
        broken.append("%s: %s" % (item["file"], what))


def identities(items):
    """Candor says what an unfit id should have been."""
    answers = call([("export_telemetry", {"item_id": "?", "item_path": item["file"], "unbake": True}) for item in items])
    for item, (fine, _, text) in zip(items, answers):
        known = re.search(r"it is known as (.*), and item_id says \?", text)
        expect(item, "has no identity: %s" % text, not fine and known is not None)
        item["id"] = known.group(1) if known else "?"


def export(items, **more):
    begun = time.perf_counter()
    answers = call([("export_telemetry", dict({"item_id": item["id"], "item_path": item["file"]}, **more)) for item in items])
    took = time.perf_counter() - begun
    changes = {}
    for item, (fine, content, text) in zip(items, answers):
        expect(item, "refused: %s" % text, fine)
        change = content["file"]["change"] if fine else "refused"
        changes[change] = changes.get(change, 0) + 1
        expect(item, "mode changed", stat.S_IMODE(os.stat(item["file"]).st_mode) == item["mode"])
    return changes, took


def record(items, outcome):
    """One row for each, through the front door."""
    with open("rows.jsonl", "w", encoding="utf-8") as out:
        for number, item in enumerate(items):
            row = {"event": "run", "run_id": "%s-%d" % (outcome, number), "timestamp": "2026-11-20T12:00:00.000Z",
                   "item_id": item["id"], "item_type": item["kind"], "outcome": outcome,
                   "duration_ms": chance.randrange(5000), "http_calls": 1, "subprocess_calls": 2}
            out.write(json.dumps(row) + "\n")
    done = subprocess.run([candor, "ingest", "--contract", "execution", "rows.jsonl"], env=environment,
                          capture_output=True, timeout=100)
    if done.returncode != 0:
        sys.exit("the runs were not recorded: %s%s" % (done.stdout.decode(), done.stderr.decode()))


def rest(data):
    """What is not the section, without signatures, which may be renewed."""
    return SIGNATURE.sub(b"", SECTION.sub(b"", data, count=1))


subprocess.run([candor, "enable"], env=environment, check=True, stdout=subprocess.DEVNULL, timeout=60)
items = [write(number) for number in range(count)]
identities(items)
record(items, "success")

changes, took = export(items)
print("baked      %s in %.1f s" % (changes, took))
for item in items:
    item["baked"] = read(item)
    expect(item, "has no section", len(SECTION.findall(item["baked"])) == 1)
    before = SIGNATURE.sub(b"", item["data"])
    others = [rest(item["baked"]), re.sub(rb"---\r?\n---\r?\n\r?\n", b"", rest(item["baked"]), count=1)]
    others += [re.sub(rb"\r?\n\Z", b"", other) for other in others]
    expect(item, "the rest changed", before in others)
    expect(item, "CRLF changed", item["data"].count(b"\r\n") == 0 or b"\n" not in item["baked"].replace(b"\r\n", b"")
           or b"\n" in item["data"].replace(b"\r\n", b""))
    signature = SIGNATURE.search(item["baked"])
    if signature and item["kind"] == "tool":
        line_end = item["baked"].index(b"\n", signature.end()) + 1 if b"\n" in item["baked"][signature.end():] else None
        part = item["baked"][line_end:] if line_end else b""
        expect(item, "the signature does not match", sha(part).encode() == signature.group(2))

print("again      %s in %.1f s" % export(items))
for item in items:
    expect(item, "baking again changed bytes", read(item) == item["baked"])
record(items, "failure")
print("re-baked   %s in %.1f s" % export(items))
for item in items:
    item["rebaked"] = read(item)
    expect(item, "re-baking changed nothing", b"total_runs: 2" in item["rebaked"])
print("dry run    %s in %.1f s" % export(items, unbake=True, dry_run=True))
print("un-baked   %s in %.1f s" % export(items, unbake=True))
same = 0
for item in items:
    restored = sha(read(item)) == sha(item["data"])
    expect(item, "was not restored", restored)
    same += restored
print("restored   %d of %d files have their first SHA-256" % (same, len(items)))
print("baked anew %s in %.1f s" % export(items))
for item in items:
    expect(item, "baked anew is another file", read(item) == item["rebaked"])
kinds = {}
for item in items:
    ending = os.path.splitext(item["file"])[1] or "(none)"
    kinds[ending] = kinds.get(ending, 0) + 1
print("kinds      %s" % dict(sorted(kinds.items())))
print("signed %d, CRLF %d, byte order mark %d, no newline at the end %d, not UTF-8 %d" % (
    sum(bool(SIGNATURE.search(item["data"])) for item in items),
    sum(b"\r\n" in item["data"] for item in items),
    sum(item["data"].startswith(b"\xef\xbb\xbf") for item in items),
    sum(not item["data"].endswith(b"\n") for item in items),
    sum(b"\xff" in item["data"] for item in items)))
leftovers = [name for _, _, names in os.walk("user") for name in names if name.endswith(".tmp")]
print("leftovers %d, broken promises %d" % (len(leftovers), len(broken)))
for line in broken[:10]:
    print("  " + line)
sys.exit(1 if broken or leftovers else 0)
