"""disk_full.py CANDOR: fills a file system of 32 MB (a tmpfs, so root is needed) with rows. When it is full the answer must
be 507, nothing acknowledged may be missing, and when there is space again rows must be taken again, without a restart."""
import glob
import json
import os
import subprocess
import sys
import tempfile

from server import Server

BATCH = 500


def batch(number):
    return "".join(
        json.dumps(
            {
                "version": "0.20.2",
                "timestamp": "2026-11-20T10:00:00Z",
                "source": "visitor",
                "phase": "inspection",
                "repository": "shop",
                "tool": "mypy",
                "status": "failed",
                "attempt": number * BATCH + i + 1,
                "duration_ms": 1,
                "details": {"message": "x" * 500},
            }
        )
        + "\n"
        for i in range(BATCH)
    )


def send(server, number):
    connection = server.connect()
    headers = {"Authorization": "Bearer " + server.token, "Content-Type": "application/x-ndjson"}
    connection.request("POST", "/v1/events/orchestration", batch(number), headers)
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, body


def attempts(folder):
    for name in glob.glob(os.path.join(folder, "telemetry", "logs", "orchestration", "*", "events*.log")):
        with open(name, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)["attempt"]


def fill(server):
    acknowledged = set()
    for number in range(1000):
        status, body = send(server, number)
        taken = body["accepted"] if status == 200 else body.get("receipt", {}).get("accepted", 0)
        acknowledged.update(range(number * BATCH + 1, number * BATCH + taken + 1))
        if status != 200:
            return number, status, body, acknowledged
    sys.exit("the disk was never full")


def check(candor, folder):
    ballast = os.path.join(folder, "ballast")
    with open(ballast, "wb") as file:
        file.write(b"x" * (8 << 20))
    server = Server(candor, folder)
    try:
        number, status, body, acknowledged = fill(server)
        print(f"full after {len(acknowledged)} rows: {status} {body.get('detail', '')}")
        again = [send(server, number)[0] for _ in range(20)]
        os.remove(ballast)
        recovered, receipt = send(server, number)
        acknowledged.update(range(number * BATCH + 1, (number + 1) * BATCH + 1))
        receipt.pop("rows", None)
        print(f"while full: {sorted(set(again))}, with space again: {recovered} {receipt}")
        found = list(attempts(folder))
        missing, twice = acknowledged - set(found), len(found) - len(set(found))
        print(f"rows {len(found)}, missing {len(missing)}, twice {twice}")
        return status == 507 and set(again) == {507} and recovered == 200 and not missing and not twice
    finally:
        code = server.stop()
        print(f"stopped with {code}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "tmpfs", folder], check=True)
        try:
            good = check(sys.argv[1], folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
    sys.exit(0 if good else 1)


main()
