"""fill_store.py CANDOR FOLDER ITEMS: puts one run of each of so many items into the store of a user path."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "python"))
from server import Server, execution  # noqa: E402

BATCH = 1000


def fill(server, items):
    connection = server.connect()
    for start in range(0, items, BATCH):
        batch = [execution(f"category/item-{n}@1.0.0") for n in range(start, min(items, start + BATCH))]
        assert server.call(connection, "POST", "/v1/executions", batch)[0] == 201
    return connection


if __name__ == "__main__":
    candor, folder, items = sys.argv[1], sys.argv[2], int(sys.argv[3])
    server = Server(candor, folder)
    fill(server, items)
    sys.exit(server.stop())
