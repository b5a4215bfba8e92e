"""How many log records a second `POST /v1/logs` takes, on disk when answered; beside a sink in Python: CANDOR [RECORDS].

Each request has 1,000 results of tools as Codex sends them, every record with an id of its own, over four connections. The sink
parses the same JSON, keeps the attributes of each record as a line and calls fsync before it answers.
"""
import http.client
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "test", "python"))
from server import Server  # noqa: E402

CANDOR = os.path.abspath(sys.argv[1])
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
EACH, CONNECTIONS, ROUNDS = 1000, 4, 5
RESOURCE = [("service.name", "codex_exec"), ("service.version", "0.171.0"), ("host.name", "host-1")]


def attributes(number):
    return [
        ("event.name", "codex.tool_result"),
        ("tool_name", "exec_command"),
        ("tool_namespace", "functions"),
        ("call_id", f"call_{number}"),
        ("duration_ms", "41"),
        ("success", "true"),
        ("arguments", '{"cmd":"make test"}'),
        ("output", f"Chunk ID: f8ecac\nWall time: 0.1 seconds\nProcess exited with code {number % 7 // 6}\nOutput:\n" + "x" * 200),
        ("conversation.id", f"session-{number // 500}"),
        ("app.version", "0.171.0"),
        ("model", "gpt-x"),
    ]


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def part(field, content):
    return bytes([field << 3 | 2]) + varint(len(content)) + content


def pairs(field, given):
    return b"".join(
        part(field, part(1, key.encode()) + part(2, part(1, value.encode()))) for key, value in given
    )


def protobuf(first):
    records = b"".join(
        part(2, b"\x09" + struct.pack("<Q", 1795946400000000000 + number) + pairs(6, attributes(number)))
        for number in range(first, first + EACH)
    )
    return part(1, part(1, pairs(1, RESOURCE)) + part(2, records))


def as_json(first):
    def listed(given):
        return [{"key": key, "value": {"stringValue": value}} for key, value in given]

    records = [
        {"timeUnixNano": str(1795946400000000000 + number), "attributes": listed(attributes(number))}
        for number in range(first, first + EACH)
    ]
    scopes = [{"logRecords": records}]
    return json.dumps({"resourceLogs": [{"resource": {"attributes": listed(RESOURCE)}, "scopeLogs": scopes}]}).encode()


def send(port, token, media_type, bodies):
    """Records a second."""
    waiting = list(bodies)
    failures = []

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Content-Type": media_type, "Authorization": "Bearer " + token}
        while True:
            try:
                body = waiting.pop()
            except IndexError:
                return
            connection.request("POST", "/v1/logs", body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(answer.status)

    begun = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"answers that are not 200: {failures[:5]}")
    return len(bodies) * EACH / (time.monotonic() - begun)


class Sink(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    file = None
    lock = threading.Lock()

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        lines = [
            json.dumps({pair["key"]: pair["value"].get("stringValue") for pair in record["attributes"]})
            for resource in request["resourceLogs"]
            for scope in resource["scopeLogs"]
            for record in scope["logRecords"]
        ]
        with Sink.lock:
            Sink.file.write("\n".join(lines) + "\n")
            Sink.file.flush()
            os.fsync(Sink.file.fileno())
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def main():
    folder = tempfile.mkdtemp()
    environment = dict(os.environ, USER_PATH=os.path.join(folder, "user"))
    subprocess.run([CANDOR, "enable"], env=environment, check=True, stdout=subprocess.DEVNULL)
    server = Server(CANDOR, os.path.join(folder, "user"))
    rates = {"protobuf": [], "json": [], "sink": []}
    first = 0
    try:
        with open(os.path.join(folder, "sink"), "w", encoding="utf-8") as file:
            Sink.file = file
            sink = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
            threading.Thread(target=sink.serve_forever, daemon=True).start()
            for turn in range(ROUNDS + 1):
                for name, make in (("protobuf", protobuf), ("json", as_json), ("sink", as_json)):
                    bodies = [make(first + at) for at in range(0, RECORDS // ROUNDS, EACH)]
                    first += len(bodies) * EACH
                    media_type = "application/x-protobuf" if name == "protobuf" else "application/json"
                    port = sink.server_port if name == "sink" else server.port
                    rate = send(port, server.token, media_type, bodies)
                    if turn:
                        rates[name].append(rate)
            sink.shutdown()
        log = os.path.join(folder, "user", "telemetry", "logs", "agent")
        rows = sum(
            open(os.path.join(place, name), "rb").read().count(b"\n")
            for place, _, names in os.walk(log)
            for name in names
            if name.endswith(".log")
        )
        sent = (ROUNDS + 1) * 2 * (RECORDS // ROUNDS // EACH) * EACH
        print(f"{rows} rows of {sent} records in the log")
        for name, all_rates in rates.items():
            told = ", ".join(f"{rate:,.0f}" for rate in all_rates)
            print(f"{name}: median {statistics.median(all_rates):,.0f} records/s ({told})")
    finally:
        server.process.terminate()
        server.process.wait(timeout=60)
        server.process.stderr.close()


main()
