"""record_latency.py CANDOR ITEMS REQUESTS: how long recording a run takes through a server whose store has so many
items; one client, one connection. Prints median and 99th percentile in milliseconds, and the server's resident memory."""
import sys
import tempfile
import time

from fill_store import fill
from server import Server, enable, execution


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS:"))


def main():
    candor, items, requests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        enable(candor, folder)
        server = Server(candor, folder)
        idle = resident(server.process.pid)
        connection = fill(server, items)
        for n in range(300):
            server.call(connection, "POST", "/v1/executions", execution(f"category/item-{n % items}@1.0.0"))
        times = []
        for n in range(requests):
            body = execution(f"category/item-{n % items}@1.0.0")
            started = time.perf_counter()
            code, _ = server.call(connection, "POST", "/v1/executions", body)
            times.append(1000 * (time.perf_counter() - started))
            assert code == 201
        times.sort()
        print(
            f"{items:7d} items   p50 {times[len(times) // 2]:6.2f} ms   p99 {times[int(len(times) * 0.99)]:6.2f} ms   "
            f"resident {idle:4.0f} MiB idle, {resident(server.process.pid):4.0f} MiB after"
        )
        server.stop()


main()
