"""index_load.py CANDOR ROUNDS SECONDS: rows per second through POST /v1/events, in batches of 100 at 16 connections, of a
server that keeps its index up to date and of one without DuckDB, in turn; then how long after its answer a row is counted by
GET /v1/stats, with an index that is far behind and one that is not."""
import json
import os
import shutil
import statistics
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "test", "python"))
sys.path.insert(0, HERE)
from ingest_load import measure  # noqa: E402
from server import Server  # noqa: E402

# a server waits ten seconds before it loads DuckDB
WARM_UP = 12
ROW = {
    "context": "run",
    "duration_ms": 1,
    "source": "load",
    "status": "success",
    "timestamp_utc": "2026-11-20T10:00:00.000Z",
}


def memory(server):
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM"))


def until_counted(server, skill):
    connection = server.connect()
    status, answer = server.call(connection, "POST", "/v1/events/skill-usage", dict(ROW, skill=skill))
    begin = time.monotonic()
    assert status == 200, answer
    status, answer = server.call(connection, "GET", "/v1/stats?keys=" + skill)
    assert status == 200 and json.loads(answer)["groups"][0]["runs"] == 1, answer
    return time.monotonic() - begin


def main():
    candor, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rates, most, waits = {}, {}, []
    with tempfile.TemporaryDirectory() as folder:
        installed = os.path.dirname(os.path.dirname(os.path.realpath(candor)))
        doors = {}
        for name in ("index", "none"):
            copy = shutil.copytree(installed, os.path.join(folder, name))
            doors[name] = os.path.join(copy, "bin", "candor")
        shutil.rmtree(os.path.join(folder, "none", "lib", "analytics"))
        script = os.path.join(folder, "rows.lua")
        for number in range(rounds):
            for name in ("index", "none") if number % 2 == 0 else ("none", "index"):
                home = os.path.join(folder, f"user-{number}-{name}")
                os.mkdir(home)
                server = Server(doors[name], home)
                try:
                    measure(server, script, "warm", 100, 16, WARM_UP)
                    rates.setdefault(name, []).append(measure(server, script, "load", 100, 16, seconds)["rows"])
                    most.setdefault(name, []).append(memory(server))
                    if name == "index":
                        waits.append((until_counted(server, "first"), until_counted(server, "second")))
                finally:
                    server.stop()
                shutil.rmtree(home)
    for name, found in rates.items():
        print(f"{name}: {statistics.median(found):.0f} rows/s, at most {statistics.median(most[name])} MiB resident")
    ratio = statistics.median(rates["index"]) / statistics.median(rates["none"])
    print(f"ratio {ratio:.3f}; of the rounds: " + ", ".join(f"{a / b:.3f}" for a, b in zip(rates["index"], rates["none"])))
    print("a row is counted after " + ", ".join(f"{first:.2f} s, then {second:.3f} s" for first, second in waits))


main()
