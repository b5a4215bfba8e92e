"""How many rows a second `POST /v1/events` takes while nobody, and while 20 pages, follow live: USER_PATH of a server that runs."""
import http.client
import json
import os
import socket
import statistics
import sys
import time

FOLDER = sys.argv[1]
PAGES, ROUNDS, REQUESTS, EACH = 20, 5, 12, 5000
with open(os.path.join(FOLDER, "telemetry", "server.json"), encoding="utf-8") as file:
    PORT = json.load(file)["port"]
with open(os.path.join(FOLDER, "telemetry", "token"), encoding="ascii") as file:
    TOKEN = file.read().strip()
HEADERS = {"Authorization": "Bearer " + TOKEN}
number = 0


def rows():
    global number
    lines = []
    for _ in range(EACH):
        number += 1
        lines.append(json.dumps({"skill": "load", "status": "success", "duration_ms": number % 1000, "source": f"s{number}",
                                 "context": "run", "timestamp_utc": "2026-11-20T12:00:00.000Z"}))
    return "\n".join(lines).encode()


def follower():
    connection = socket.create_connection(("127.0.0.1", PORT))
    connection.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAccept: text/event-stream\r\n"
                       f"Authorization: Bearer {TOKEN}\r\n\r\n".encode())
    connection.recv(1000)
    return connection


def rate():
    bodies = [rows() for _ in range(REQUESTS)]
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    begin = time.monotonic()
    for body in bodies:
        connection.request("POST", "/v1/events/skill-usage", body, HEADERS | {"Content-Type": "application/x-ndjson"})
        answer = json.loads(connection.getresponse().read())
        assert answer["accepted"] == EACH, answer
    return REQUESTS * EACH / (time.monotonic() - begin)


rate()
rates = {0: [], PAGES: []}
for _ in range(ROUNDS):
    for pages in rates:
        followers = [follower() for _ in range(pages)]
        rates[pages].append(rate())
        for one in followers:
            one.close()
for pages, found in rates.items():
    print(f"{pages} pages: median {statistics.median(found):,.0f} rows/s ({min(found):,.0f} to {max(found):,.0f})")
