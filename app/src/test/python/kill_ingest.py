"""kill_ingest.py CANDOR KILLS SEED: kills a server again and again while clients hand it rows, alone and in batches, some
of them twice and some broken. Every acknowledged row must be in the log once, every refused one in the quarantine, and
every line of every file must parse."""
import glob
import json
import os
import random
import sys
import tempfile
import threading
import time

from server import Server, wait_until

CLIENTS = 4


def row(client, number):
    return {
        "version": "0.20.2",
        "timestamp": "2026-11-20T10:00:00Z",
        "source": "visitor",
        "phase": "inspection",
        "repository": f"client-{client}",
        "tool": "mypy",
        "status": "failed",
        "attempt": number + 1,
        "duration_ms": 7,
        "details": {"message": "x" * (number % 200)},
    }


class Client:
    def __init__(self, number, seed):
        self.number, self.chance = number, random.Random(seed)
        self.next = 0
        self.acknowledged, self.refused, self.faults = set(), 0, []

    def load(self, server, stop):
        connection = server.connect()
        while not stop.is_set():
            count = self.chance.choice((1, 1, 1, 20, 100))
            begin = max(0, self.next - self.chance.choice((0, 0, 3)))
            rows = [row(self.number, n) for n in range(begin, begin + count)]
            self.next = max(self.next, begin + count)
            broken = self.chance.random() < 0.1
            text = "".join(json.dumps(r) + "\n" for r in rows) + ('{"broken": %d\n' % self.next if broken else "")
            headers = {"Authorization": "Bearer " + server.token, "Content-Type": "application/x-ndjson"}
            try:
                connection.request("POST", "/v1/events/orchestration", text, headers)
                answer = connection.getresponse()
                body = json.loads(answer.read())
            except Exception:
                return
            if answer.status != (207 if broken else 200) or body["accepted"] + body["duplicate"] != count:
                self.faults.append((answer.status, body))
                return
            self.acknowledged.update((self.number, n + 1) for n in range(begin, begin + count))
            self.refused += body["quarantined"]


def lines(folder, pattern):
    for name in sorted(glob.glob(os.path.join(folder, "telemetry", *pattern))):
        with open(name, "rb") as file:
            text = file.read()
        if text and not text.endswith(b"\n"):
            sys.exit(f"{name} does not end with a newline")
        for line in text.splitlines():
            yield json.loads(line)


def main():
    candor, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    every = [Client(number, seed + number) for number in range(CLIENTS)]
    with tempfile.TemporaryDirectory() as folder:
        for kill in range(kills):
            server = Server(candor, folder)
            stop = threading.Event()
            threads = [threading.Thread(target=client.load, args=(server, stop)) for client in every]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.0, 1.0))
            # a slow machine gets as long as it needs for the one thing that is compared
            wait_until(lambda: any(client.acknowledged for client in every) or kill < kills - 1)
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
        # the last start repairs what the last kill tore
        server = Server(candor, folder)
        answer, _ = server.call(
            server.connect(), "POST", "/v1/events/orchestration", {**row(99, 0), "repository": "client-99"}
        )
        code = server.stop()
        found = [
            (int(line["repository"].split("-")[1]), line["attempt"])
            for line in lines(folder, ("logs", "orchestration", "*", "events*.log"))
        ]
        quarantined = sum(1 for _ in lines(folder, ("quarantine", "*", "rows*.log")))
        acknowledged = set().union(*(client.acknowledged for client in every))
        refused = sum(client.refused for client in every)
        faults = [fault for client in every for fault in client.faults]
        missing, twice = acknowledged - set(found), len(found) - len(set(found))
        print(
            f"kills {kills}, acknowledged {len(acknowledged)}, rows {len(found)}, missing {len(missing)}, twice {twice}, "
            f"refused {refused}, in quarantine {quarantined}, faults {faults[:3]}"
        )
        good = acknowledged and not missing and not twice and quarantined >= refused and not faults
        sys.exit(0 if good and answer == 200 and code == 0 else 1)


main()
