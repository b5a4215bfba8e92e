"""ingest_terminal.py CANDOR: while rows come slowly, a terminal shows how far the reading is; at the end it shows nothing of it."""

import json
import os
import pty
import select
import subprocess
import sys
import time

shown, terminal = pty.openpty()
process = subprocess.Popen(
    [sys.argv[1], "ingest", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=terminal
)
os.close(terminal)
seen, number = b"", 0
deadline = time.monotonic() + 60
while b"reading standard input: 0 MiB" not in seen:
    assert time.monotonic() < deadline, seen
    row = {
        "context": "run",
        "duration_ms": number,
        "skill": "s",
        "source": "test",
        "status": "success",
        "timestamp_utc": "2026-11-20T10:00:00Z",
    }
    process.stdin.write(json.dumps(row).encode() + b"\n")
    process.stdin.flush()
    number += 1
    if select.select([shown], [], [], 0.05)[0]:
        seen += os.read(shown, 4096)
out, _ = process.communicate(timeout=60)
while select.select([shown], [], [], 0)[0]:
    try:
        seen += os.read(shown, 4096)
    except OSError:  # nobody has the terminal any more
        break
assert process.returncode == 0, (process.returncode, seen)
assert out.decode() == f"{number} rows: {number} accepted, 0 duplicate, 0 quarantined\n", out
assert seen.endswith(b"\r\x1b[K"), seen
print("shown and taken off")
