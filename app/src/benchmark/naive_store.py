"""naive_store.py ITEMS REQUESTS: what recording costs a program that rewrites its whole file for each run, under
flock, without waiting for the disk: JSON, which Python reads and writes in C, so faster than any YAML. Prints median
and 99th percentile in milliseconds."""
import fcntl
import json
import os
import sys
import tempfile
import time


def record(folder, item):
    path = os.path.join(folder, "telemetry.json")
    with open(os.path.join(folder, "telemetry.lock"), "w") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        stats = data["items"].setdefault(item, {"total_runs": 0, "avg_duration_ms": 0.0, "paths": [item]})
        stats["total_runs"] += 1
        stats["avg_duration_ms"] += (5 - stats["avg_duration_ms"]) / stats["total_runs"]
        with open(path + ".tmp", "w", encoding="utf-8") as file:
            json.dump(data, file)
        os.rename(path + ".tmp", path)


def main():
    items, requests = int(sys.argv[1]), int(sys.argv[2])
    fields = ("type", "success_count", "failure_count", "timeout_count", "http_calls", "subprocess_calls", "last_run")
    with tempfile.TemporaryDirectory() as folder:
        names = [f"category/item-{n}@1.0.0" for n in range(items)]
        new = {name: dict.fromkeys(fields, 0) | {"total_runs": 0, "avg_duration_ms": 0.0, "paths": [name]} for name in names}
        with open(os.path.join(folder, "telemetry.json"), "w", encoding="utf-8") as file:
            json.dump({"version": 1, "items": new}, file)
        times = []
        for n in range(requests):
            started = time.perf_counter()
            record(folder, names[n % items])
            times.append(1000 * (time.perf_counter() - started))
        times.sort()
        print(f"{items:7d} items   p50 {times[len(times) // 2]:6.2f} ms   p99 {times[int(len(times) * 0.99)]:6.2f} ms")


main()
