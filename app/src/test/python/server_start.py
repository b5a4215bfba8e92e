"""server_start.py CANDOR [TIMES]: from launch to readiness, and what the server holds idle, medians.

Starts CANDOR serve on a user path of its own each time, asks for readiness every 3 ms until it is answered with 200,
waits two seconds for it to be idle, reads its resident memory, and ends it with SIGTERM.
"""
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time


def readiness(user_path):
    try:
        with open(user_path + "/telemetry/server.json") as note:
            port = json.load(note)["port"]
        with open(user_path + "/telemetry/token") as token:
            headers = {"Authorization": "Bearer " + token.read().strip()}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/actuator/health/readiness", headers=headers)
        return connection.getresponse().status
    except (OSError, ValueError):
        return 0


def measure(candor):
    with tempfile.TemporaryDirectory() as user_path:
        begin = time.monotonic()
        server = subprocess.Popen(
            [candor, "serve", "--port", "0"],
            env=dict(os.environ, USER_PATH=user_path),
            stderr=subprocess.DEVNULL,
        )
        while readiness(user_path) != 200:
            if server.poll() is not None or time.monotonic() - begin > 60:
                server.kill()
                sys.exit("the server did not get ready")
            time.sleep(0.003)
        ready = time.monotonic() - begin
        time.sleep(2)
        with open(f"/proc/{server.pid}/status") as status:
            resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        begin = time.monotonic()
        server.send_signal(signal.SIGTERM)
        if server.wait(30) != 0:
            sys.exit(f"the server ended with {server.returncode}")
        return ready * 1000, resident / 1024, (time.monotonic() - begin) * 1000


def main():
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    runs = [measure(sys.argv[1]) for _ in range(times)]
    for name, unit, values in zip(("ready", "resident", "stopped"), ("ms", "MiB", "ms"), zip(*runs)):
        print(f"{name:9} median {statistics.median(values):6.0f} {unit:3}  ({min(values):.0f} to {max(values):.0f})")


main()
