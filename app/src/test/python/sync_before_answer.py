"""sync_before_answer.py CANDOR ROWS: watches a server with strace while it takes single rows. Between the write of each row
and the answer to its sender the file must have been synced."""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from server import Server

CALL = re.compile(r"^\d+\s+[\d:.]+ (write|pwrite64|fdatasync|fsync|sendto|writev|sendmsg)\((\d+)(.*)$")


def main():
    candor, rows = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as private:
        server = Server(candor, folder)
        trace = os.path.join(private, "trace")
        calls = "write,pwrite64,fdatasync,fsync,sendto,writev,sendmsg"
        watcher = subprocess.Popen(
            ["strace", "-f", "-tt", "-s", "400", "-e", "trace=" + calls, "-o", trace, "-p", str(server.process.pid)],
            stderr=subprocess.DEVNULL,
        )
        connection = server.connect()
        while not os.path.exists(trace) or os.path.getsize(trace) == 0:
            server.call(connection, "GET", "/actuator/health/liveness")
            time.sleep(0.05)
        for number in range(rows):
            row = {
                "version": "0.20.2",
                "timestamp": "2026-11-20T10:00:00Z",
                "source": "visitor",
                "phase": "inspection",
                "repository": f"row-{number}-",
                "tool": None,
                "status": "succeeded",
                "attempt": 1,
                "duration_ms": 1,
                "details": {},
            }
            status, body = server.call(connection, "POST", "/v1/events/orchestration", row)
            if status != 200 or json.loads(body)["accepted"] != 1:
                sys.exit(f"{status} {body}")
        watcher.send_signal(signal.SIGINT)
        watcher.wait(30)
        server.stop()
        state, proven, steps = "idle", 0, []
        with open(trace, encoding="utf-8", errors="replace") as file:
            for line in file:
                match = CALL.match(line.replace("<unfinished ...>", ""))
                if not match:
                    # a call that another thread interrupted: it has ended where strace says "resumed"
                    if "fdatasync resumed" in line and state == "syncing":
                        state = "synced"
                    continue
                name, rest = match[1], match[3]
                if "row-" in rest and name in ("write", "pwrite64"):
                    state, steps = "written", [name]
                elif name in ("fdatasync", "fsync") and state == "written":
                    state = "syncing" if "unfinished" in line else "synced"
                    steps.append(name)
                elif "HTTP/1.1 200" in rest and state != "idle":
                    if state != "synced":
                        sys.exit(f"answered before the sync: {line}")
                    steps.append(name)
                    state, proven = "idle", proven + 1
        print(f"{proven} of {rows} rows: {' -> '.join(steps)}")
        sys.exit(0 if proven == rows else 1)


main()
