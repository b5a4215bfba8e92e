"""mcp_load.py CANDOR ROUNDS SECONDS: throughput and latency of one tool, telemetry_status, through POST /tools/NAME and
through /mcp in two revisions. Each round measures every door for so many seconds, at 1 and at 16 connections, in an order
that changes from round to round; prints medians over the rounds, and over their ratios to POST /tools/NAME.

Every answer of every measurement must be a 200 of the right size, and one before and one after it the real result."""
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "python"))
from mcp import LEGACY, MODERN, headers, request  # noqa: E402
from server import Server, enable, execution  # noqa: E402

ITEMS = 10
CONNECTIONS = (1, 16)
TOOL = "telemetry_status"
SCRIPT = """
wrk.method = "POST"
wrk.body = %s
%s
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%%d,"us":%%d,"bytes":%%d,"failed":%%d,"p50":%%.0f,"p99":%%.0f}\\n',
    summary.requests, summary.duration, summary.bytes, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


class Door:
    def __init__(self, name, server, path, message, lines):
        self.name, self.server, self.path, self.lines = name, server, path, lines
        self.body = json.dumps(message)

    def sample(self):
        """One answer, looked at; returns how many bytes it has without its head."""
        connection = self.server.connect()
        connection.request("POST", self.path, self.body, self.lines)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        said = json.loads(text)
        if self.path == "/mcp":
            result = said.get("result", {})
            said = {} if result.get("isError") else result.get("structuredContent", {})
        if answer.status != 200 or said.get("summary", {}).get("items") != ITEMS:
            sys.exit(f"{self.name} answered {answer.status} {text[:500]!r}")
        return len(text)

    def measure(self, script, connections, seconds):
        size = self.sample()
        with open(script, "w", encoding="utf-8") as file:
            lines = [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in self.lines.items()]
            file.write(SCRIPT % (json.dumps(self.body), "\n".join(lines)))
        url = f"http://127.0.0.1:{self.server.port}{self.path}"
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, url]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        result = json.loads(re.search(r"^RESULT (.*)$", printed, re.M)[1])
        if result["failed"] or not size < result["bytes"] / result["requests"] < size + 1024:
            sys.exit(f"{self.name}: not every answer was one of {size} bytes: {result}")
        self.sample()
        return {
            "per second": result["requests"] / result["us"] * 1e6,
            "p50": result["p50"] / 1000,
            "p99": result["p99"] / 1000,
        }


def doors(server):
    json_only = {"Content-Type": "application/json", "Authorization": "Bearer " + server.token}
    all_doors = [Door(f"POST /tools/{TOOL}", server, "/tools/" + TOOL, {}, json_only)]
    for revision in (MODERN, LEGACY):
        message = request(1, "tools/call", {"name": TOOL, "arguments": {}}, revision)
        all_doors.append(
            Door(f"/mcp {revision}", server, "/mcp", message, headers(message, server.token, revision))
        )
    return all_doors


def report(plain, found):
    for connections in CONNECTIONS:
        print(f"{connections} connection{'s' if connections > 1 else ''}")
        print("   per second   p50 ms   p99 ms   ratios: per second   p50    p99")
        for name in dict.fromkeys(door for door, at in found if at == connections):
            runs, beside = found[name, connections], found[plain, connections]
            middle = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
            ratio = {what: statistics.median(a[what] / b[what] for a, b in zip(runs, beside)) for what in runs[0]}
            print(
                f"{middle['per second']:13.0f} {middle['p50']:8.3f} {middle['p99']:8.3f} {ratio['per second']:20.2f} "
                f"{ratio['p50']:6.2f} {ratio['p99']:6.2f}   {name}"
            )


def measured(server, rounds, seconds, script):
    items = [execution(f"category/item-{n}@1.0.0") for n in range(ITEMS)]
    if server.call(server.connect(), "POST", "/v1/executions", items)[0] != 201:
        sys.exit("the items were not recorded")
    every = doors(server)
    for door in every:
        door.measure(script, max(CONNECTIONS), seconds)
    found = {(door.name, connections): [] for door in every for connections in CONNECTIONS}
    for number in range(rounds):
        turn = number % len(every)
        for connections in CONNECTIONS:
            for door in every[turn:] + every[:turn]:
                found[door.name, connections].append(door.measure(script, connections, seconds))
    return every[0].name, found


def main():
    candor, rounds, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as private:
        enable(candor, folder)
        server = Server(candor, folder)
        try:
            plain, found = measured(server, rounds, seconds, os.path.join(private, "door.lua"))
        finally:
            code = server.stop()
        report(plain, found)
        sys.exit(code)


main()
