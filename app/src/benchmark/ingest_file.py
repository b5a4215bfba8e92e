"""ingest_file.py CANDOR ROWS...: how long `candor ingest` takes for files of so many new rows, and its peak memory."""
import json
import os
import subprocess
import sys
import tempfile
import time


def rows(file, count):
    for number in range(count):
        json.dump(
            {
                "version": "0.20.2",
                "timestamp": "2026-11-20T10:00:00Z",
                "source": "visitor",
                "phase": "inspection",
                "repository": "x_make_pip_updates_x",
                "tool": "mypy",
                "status": "failed",
                "attempt": 1,
                "duration_ms": number,
                "details": {"message": "mypy --strict exit 1", "error_kind": "type"},
            },
            file,
        )
        file.write("\n")


def main():
    candor = sys.argv[1]
    print("     rows     rows/s   peak MiB")
    for count in map(int, sys.argv[2:]):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "rows.ndjson")
            with open(name, "w", encoding="utf-8") as file:
                rows(file, count)
            begun = time.monotonic()
            process = subprocess.Popen(
                [candor, "ingest", "--json", name], env=dict(os.environ, USER_PATH=folder), stdout=subprocess.PIPE
            )
            receipt = json.loads(process.stdout.read())
            _, code, used = os.wait4(process.pid, 0)
            took = time.monotonic() - begun
            if code or receipt["accepted"] != count:
                sys.exit(f"exit {code}, {receipt}")
            print(f"{count:9d} {count / took:10.0f} {used.ru_maxrss / 1024:10.0f}")


main()
