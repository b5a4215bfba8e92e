"""kill_server.py CANDOR KILLS SEED: kills a server under load again and again. Every run whose recording was
acknowledged must be in the log once, and the statistics must count every row of the log once."""
import glob
import json
import os
import random
import sys
import tempfile
import threading
import time

from server import Server, enable, execution, status, wait_until

CLIENTS = 4


def load(server, client, acknowledged, stop):
    connection = server.connect()
    while not stop.is_set():
        try:
            code, body = server.call(connection, "POST", "/v1/executions", execution(f"item-{client}"))
        except OSError:
            return
        except Exception:
            return
        if code == 201:
            acknowledged.extend(json.loads(body)["run_ids"])


def rows(folder):
    for name in glob.glob(os.path.join(folder, "telemetry", "logs", "execution", "*", "events*.log")):
        with open(name, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def main():
    candor, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    acknowledged = []
    with tempfile.TemporaryDirectory() as folder:
        enable(candor, folder)
        for kill in range(kills):
            server = Server(candor, folder)
            stop = threading.Event()
            clients = [
                threading.Thread(target=load, args=(server, number, acknowledged, stop)) for number in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            time.sleep(chance.uniform(0.0, 1.5))
            # a slow machine gets as long as it needs for the one thing that is compared
            wait_until(lambda: acknowledged or kill < kills - 1)
            server.kill()
            stop.set()
            for client in clients:
                client.join()
        server = Server(candor, folder)
        _, body = server.call(server.connect(), "POST", "/tools/telemetry_status", {})
        online = json.loads(body)["summary"]["total_runs"]
        code = server.stop()
        found = [row["run_id"] for row in rows(folder)]
        counted = status(candor, folder)["summary"]["total_runs"]
        missing = set(acknowledged) - set(found)
        print(
            f"kills {kills}, acknowledged {len(acknowledged)}, rows {len(found)}, counted {counted}, "
            f"missing {len(missing)}, twice {len(found) - len(set(found))}"
        )
        good = not missing and len(found) == len(set(found)) == counted == online and acknowledged and code == 0
        sys.exit(0 if good else 1)


main()
