"""Starts `candor serve` on a free port of a user path of its own and talks to it; for the other helpers."""
import http.client
import json
import os
import signal
import subprocess
import time

LONGEST_START = 60


class Server:
    def __init__(self, candor, folder, *flags):
        self.folder = folder
        self.environment = dict(os.environ, USER_PATH=folder)
        self.environment.pop("DO_NOT_TRACK", None)
        self.note = os.path.join(folder, "telemetry", "server.json")
        self.process = subprocess.Popen(
            [candor, "serve", "--port", "0", *flags],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.port = self._port()
        with open(os.path.join(folder, "telemetry", "token"), encoding="ascii") as file:
            self.token = file.read().strip()

    def _port(self):
        deadline = time.monotonic() + LONGEST_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"the server did not start: {self.process.stderr.read().decode()}")
            try:
                with open(self.note, encoding="utf-8") as file:
                    note = json.load(file)
                if note["pid"] == self.process.pid:
                    return note["port"]
            except (FileNotFoundError, ValueError):
                pass
            time.sleep(0.01)
        raise SystemExit("the server did not start in time")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def call(self, connection, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.token}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stderr.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.process.stderr.close()
        return code


def execution(item, duration=5):
    return {"item_id": item, "item_type": "tool", "outcome": "success", "duration_ms": duration, "path": "/items/" + item}


def wait_until(condition):
    deadline = time.monotonic() + LONGEST_START
    while not condition():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.01)


def enable(candor, folder):
    subprocess.run([candor, "enable"], env=dict(os.environ, USER_PATH=folder), check=True, stdout=subprocess.DEVNULL)


def status(candor, folder, *flags):
    ended = subprocess.run(
        [candor, "status", "--json", *flags],
        env=dict(os.environ, USER_PATH=folder),
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(ended.stdout)
