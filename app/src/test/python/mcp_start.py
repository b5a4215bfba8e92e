"""mcp_start.py CANDOR [TIMES]: from the launch of `candor mcp` to its first answer, and from the end of its input to
its end, medians.

Starts CANDOR mcp on a fresh user path each time, asks at once for tools/list as revision 2026-07-28 does, closes its
standard input when the answer is there, and expects exit code 0.
"""
import statistics
import sys
import tempfile
import time

from mcp import Stdio, request


def measure(candor):
    with tempfile.TemporaryDirectory() as user_path:
        begin = time.monotonic()
        server = Stdio(candor, user_path)
        server.send(request(1, "tools/list", {}))
        tools = server.answer(1)["tools"]
        answered = time.monotonic() - begin
        if "telemetry_status" not in [tool["name"] for tool in tools]:
            sys.exit(f"tools/list gave {tools}")
        begin = time.monotonic()
        code = server.close()
        if code != 0:
            sys.exit(f"candor mcp ended with {code}")
        return answered * 1000, (time.monotonic() - begin) * 1000


def main():
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    runs = [measure(sys.argv[1]) for _ in range(times)]
    for name, values in zip(("answered", "ended"), zip(*runs)):
        print(f"{name:9} median {statistics.median(values):6.0f} ms  ({min(values):.0f} to {max(values):.0f})")


main()
