"""cancel_runs.py CANDOR RUNS [http|stdio]: runs that are cancelled, one after the other, leave nothing behind.

Each run is a shell tool that has a child in a session of its own, and both sleep for a day. Once both are there the run
is cancelled as revision 2026-07-28 says: over HTTP the client closes the stream that answers it, over standard input it
sends notifications/cancelled. All processes of the run must be gone within a second, and at the end every run must be
recorded as cancelled, and the server must have no more threads, and about as much memory, as after the first 20.
Where the JDK of the server has jcmd, both looks are after a collection, and live objects are compared too."""
import glob
import json
import os
import signal
import socket
import statistics
import sys
import tempfile
import time

import memory
from mcp import Stdio, cancelled, headers, request
from server import Server, enable

WARM_UP = 20
SETTLE = 2
LONGEST_END = 1.0
# threads, and MiB of what: a heap fills up until it is collected
MORE = {"threads": 3, "live": 4, "outside": 16, "resident": 160}
TOOL = """#!/bin/sh
# --note FILE: where to say which processes there are
setsid sleep 86400 &
echo "$$ $!" > "$2.part"
mv "$2.part" "$2"
echo sleeping
exec sleep 86400
"""


def await_true(what, condition, patience=20):
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not happen within {patience} s")
        time.sleep(0.002)


def state(pid):
    """The letter of its state, and its session; nothing for no process."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
            return fields[0], int(fields[3])
    except (FileNotFoundError, ProcessLookupError):
        return "X", 0


def lives(pid):
    return state(pid)[0] not in "XZ"


def processes_of(folder):
    """Whoever has the user path in the environment it was started with: the server, and what its runs started."""
    mark = b"USER_PATH=" + os.fsencode(folder) + b"\0"
    found = set()
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and lives(name):
                with open(f"/proc/{name}/environ", "rb") as file:
                    if mark in file.read() + b"\0":
                        found.add(int(name))
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            pass
    return found


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def rows(folder):
    for name in glob.glob(os.path.join(folder, "telemetry", "logs", "execution", "*", "events*.log")):
        with open(name, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def cancelled_rows(folder):
    return sum(1 for row in rows(folder) if row.get("outcome") == "cancelled")


class Http:
    def __init__(self, candor, folder):
        self.server = Server(candor, folder, "--allow-run", "--run-roots", folder)
        self.process = self.server.process
        self.stream = None

    def start(self, message):
        body = json.dumps(message).encode()
        head = ["POST /mcp HTTP/1.1", f"Host: 127.0.0.1:{self.server.port}", f"Content-Length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in headers(message, self.server.token).items()]
        self.stream = socket.create_connection(("127.0.0.1", self.server.port), timeout=20)
        self.stream.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        answer = b""
        while b"\r\n\r\n" not in answer:
            more = self.stream.recv(4096)
            if not more:
                sys.exit(f"the connection ended after {answer!r}")
            answer += more
        if not answer.startswith(b"HTTP/1.1 200") or b"text/event-stream" not in answer.lower():
            sys.exit(f"no stream of events, but {answer!r}")

    def cancel(self, number):
        self.stream.close()

    def call(self, number, name, arguments):
        message = request(number, "tools/call", {"name": name, "arguments": arguments})
        connection = self.server.connect()
        connection.request("POST", "/mcp", json.dumps(message), headers(message, self.server.token))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["result"]

    def stop(self):
        return self.server.stop()


class Pipe:
    def __init__(self, candor, folder):
        self.server = Stdio(candor, folder)
        self.process = self.server.process

    def start(self, message):
        self.server.send(message)

    def cancel(self, number):
        self.server.send(cancelled(number))

    def call(self, number, name, arguments):
        self.server.send(request(number, "tools/call", {"name": name, "arguments": arguments}))
        return self.server.answer(number)

    def stop(self):
        return self.server.close()


def run_and_cancel(door, folder, number):
    """How long the processes of the run lived after the cancel, in milliseconds."""
    note = os.path.join(folder, f"note-{number}")
    arguments = {"item_type": "tool", "item_id": "long/sleep", "params": {"note": note}}
    message = request(
        number, "tools/call", {"name": "run_with_telemetry", "arguments": arguments}, progress_token=number
    )
    door.start(message)
    await_true("the run's start", lambda: os.path.exists(note))
    with open(note, encoding="ascii") as file:
        first, child = map(int, file.read().split())
    os.remove(note)
    await_true("the child's session", lambda: state(child)[1] == child)
    if not lives(first) or state(first)[1] == child:
        sys.exit("the run's first process is not there")
    begin = time.monotonic()
    door.cancel(number)
    await_true("the end of the run", lambda: not lives(first) and not lives(child))
    while processes_of(folder) != {door.process.pid}:
        if time.monotonic() - begin > 20:
            sys.exit(f"processes are left: {processes_of(folder)}, the server is {door.process.pid}")
    return 1000 * (time.monotonic() - begin)


def measured(door, folder, runs, first):
    ends = [run_and_cancel(door, folder, first + n) for n in range(runs)]
    await_true("the recording of the last run", lambda: cancelled_rows(folder) == first + runs - 1)
    time.sleep(SETTLE)
    held = memory.look(door.process.pid)
    return ends, {"threads": threads(door.process.pid), **held}


def check(door, folder, runs):
    _, then = measured(door, folder, WARM_UP, 1)
    ends, now = measured(door, folder, runs, WARM_UP + 1)
    faults = []
    late = [end for end in ends if end > 1000 * LONGEST_END]
    if late:
        faults.append(f"{len(late)} runs outlived their cancel by more than {LONGEST_END:.0f} s")
    for what, more in MORE.items():
        if now[what] > then[what] + more:
            faults.append(f"{what} grew by more than {more}")
    result = door.call(WARM_UP + runs + 1, "telemetry_status", {})
    summary = result["structuredContent"]["summary"]
    written = len(list(rows(folder)))
    if not summary["cancelled_count"] == summary["total_runs"] == WARM_UP + runs == written:
        faults.append(f"recorded were {summary}, and {written} rows")
    print(f"gone after the cancel: median {statistics.median(ends):.0f} ms, most {max(ends):.0f} ms, of {runs} runs")
    for what in MORE:
        unit = "" if what == "threads" else ", MiB"
        print(f"{what:8} {then[what]:6.1f} after the first {WARM_UP} runs, {now[what]:6.1f} at the end{unit}")
    print(f"recorded as cancelled {summary['cancelled_count']} of {WARM_UP + runs}")
    return faults


def main():
    candor, runs, way = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "http"
    with tempfile.TemporaryDirectory() as folder:
        enable(candor, folder)
        tool = os.path.join(folder, "tools", "long", "sleep.sh")
        os.makedirs(os.path.dirname(tool))
        with open(tool, "w", encoding="ascii") as file:
            file.write(TOOL)
        door = {"http": Http, "stdio": Pipe}[way](candor, folder)
        try:
            faults = check(door, folder, runs)
            code = door.stop()
        finally:
            left = processes_of(folder)
            for pid in left:
                os.kill(pid, signal.SIGKILL)
        if code != 0:
            faults.append(f"the server ended with {code}")
        if left:
            faults.append("processes are left")
    print(f"faults {faults}")
    sys.exit(1 if faults else 0)


main()
