"""ingest_load.py CANDOR ROUNDS SECONDS: rows per second through POST /v1/events, each of them new, validated and on disk
before the answer: batches of 100 rows at 16 connections, single rows at 16 and at 1. Prints medians over the rounds, the
time spent in decode, validate and append, and the same for naive_ingest.py, which parses each row, appends it and waits
for the disk, but validates nothing and knows no duplicates. At the end the logs must hold exactly what was acknowledged."""
import glob
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "test", "python"))
from server import Server  # noqa: E402

SETTINGS = ((100, 16), (1, 16), (1, 1))
SCRIPT = """
wrk.method = "POST"
wrk.path = "/v1/events/orchestration"
wrk.headers["Content-Type"] = "application/x-ndjson"
wrk.headers["Authorization"] = "Bearer %s"
local before = '{"version":"0.20.2","timestamp":"2026-11-20T10:00:00Z","source":"visitor","phase":"inspection",' ..
  '"repository":"x_make_pip_updates_x","tool":"mypy","status":"failed","attempt":1,"duration_ms":8731,"details":' ..
  '{"message":"mypy --strict exit 1","error_kind":"type","artifact_path":"out/reports/visitor_%s_'
local behind = '.md"}}\\n'
local number = 0
local rows = {}
function request()
  for i = 1, %d do
    number = number + 1
    rows[i] = before .. number .. behind
  end
  return wrk.format(nil, nil, nil, table.concat(rows))
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%%d,"us":%%d,"failed":%%d,"p50":%%.0f,"p99":%%.0f}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


class Naive:
    """The alternative, in a process of its own."""

    token = "none"

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "naive_ingest.py"), os.path.join(folder, "naive.log")],
            stdout=subprocess.PIPE,
        )
        self.port = int(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()


def stages(server):
    _, body = server.call(server.connect(), "GET", "/actuator/prometheus")
    found = re.findall(r'^candor_ingest_seconds_total\{.*?stage="(\w+)".*?\} (\S+)$', body.decode(), re.M)
    return {stage: float(value) for stage, value in found}


def measure(server, script, run, rows, connections, seconds):
    with open(script, "w", encoding="utf-8") as file:
        file.write(SCRIPT % (server.token, run, rows))
    url = f"http://127.0.0.1:{server.port}/"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, url]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    result = json.loads(re.search(r"^RESULT (.*)$", printed, re.M)[1])
    if result["failed"]:
        sys.exit(f"not every answer was a 200: {result}")
    return {
        "rows": result["requests"] * rows / result["us"] * 1e6,
        "p50": result["p50"] / 1000,
        "p99": result["p99"] / 1000,
        "sent": result["requests"] * rows,
    }


def rows_on_disk(folder):
    count = 0
    for name in glob.glob(os.path.join(folder, "telemetry", "logs", "orchestration", "*", "events*.log")):
        with open(name, "rb") as file:
            count += sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return count


def main():
    candor, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    found = {}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as private:
        script = os.path.join(private, "rows.lua")
        server, naive = Server(candor, folder), Naive(private)
        try:
            for rows, connections in SETTINGS[:2]:
                measure(server, script, f"warm{rows}", rows, connections, seconds)
            at_start = stages(server)
            for number in range(rounds):
                for rows, connections in SETTINGS:
                    for name, door in (("candor", server), ("naive", naive)):
                        before = stages(server)
                        result = measure(door, script, f"{number}-{rows}-{connections}", rows, connections, seconds)
                        result["stages"] = {stage: value - before[stage] for stage, value in stages(server).items()}
                        found.setdefault((name, rows, connections), []).append(result)
            _, text = server.call(server.connect(), "GET", "/actuator/prometheus")
            counted = dict(re.findall(r'^candor_ingest_rows_total\{.*?result="(\w+)".*?\} (\S+)$', text.decode(), re.M))
        finally:
            naive.stop()
            code = server.stop()
        print("  rows/s      p50 ms   p99 ms   decode validate append   rows x connections")
        for (name, rows, connections), runs in found.items():
            middle = {what: statistics.median(run[what] for run in runs) for what in ("rows", "p50", "p99")}
            shares = " " * 24
            if name == "candor":
                sums = {stage: sum(run["stages"][stage] for run in runs) for stage in at_start}
                total = sum(sums.values())
                shares = "".join(f"{100 * sums[stage] / total:7.0f}%" for stage in ("decode", "validate", "append"))
            print(f"{middle['rows']:9.0f} {middle['p50']:10.3f} {middle['p99']:8.3f} {shares}   {name}, {rows} x {connections}")
        on_disk, accepted = rows_on_disk(folder), int(float(counted["accepted"]))
        print(f"accepted {accepted}, received {int(float(counted['received']))}, rows in the log {on_disk}")
        sys.exit(code or (0 if on_disk == accepted == int(float(counted["received"])) else 1))


if __name__ == "__main__":
    main()
