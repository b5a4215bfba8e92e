"""Messages of the Model Context Protocol, and `candor mcp` over its standard input and output; for the other helpers."""
import json
import os
import queue
import subprocess
import threading

MODERN = "2026-07-28"
LEGACY = "2025-11-25"


def request(number, method, params, revision=MODERN, progress_token=None):
    """A request as the revision writes it; without a handshake before it."""
    meta = {}
    if revision == MODERN:
        meta["io.modelcontextprotocol/protocolVersion"] = revision
        meta["io.modelcontextprotocol/clientCapabilities"] = {}
    if progress_token is not None:
        meta["progressToken"] = progress_token
    params = dict(params, _meta=meta) if meta else params
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def cancelled(number):
    return {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": number}}


def headers(message, token, revision=MODERN):
    """What an HTTP request that carries the message must say of it."""
    lines = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "Authorization": "Bearer " + token,
        "MCP-Protocol-Version": revision,
    }
    if revision == MODERN:
        lines["Mcp-Method"] = message["method"]
        if "name" in message["params"]:
            lines["Mcp-Name"] = message["params"]["name"]
    return lines


class Stdio:
    """A `candor mcp` on a user path. Answers are kept by their id; what it says unasked is read and forgotten."""

    def __init__(self, candor, folder):
        environment = dict(os.environ, USER_PATH=folder)
        environment.pop("DO_NOT_TRACK", None)
        self.process = subprocess.Popen(
            [candor, "mcp"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.answers = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            if "id" in message:
                self.answers.put(message)

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self, number, timeout=30):
        """The answer to the last request; an answer to another one is a fault."""
        try:
            message = self.answers.get(timeout=timeout)
        except queue.Empty:
            raise SystemExit(f"no answer to request {number} within {timeout} s") from None
        if message["id"] != number or "result" not in message:
            raise SystemExit(f"request {number} was answered with {json.dumps(message)[:500]}")
        return message["result"]

    def close(self):
        """The end of its input is its end."""
        self.process.stdin.close()
        code = self.process.wait(30)
        self.reader.join(30)
        self.process.stdout.close()
        return code
