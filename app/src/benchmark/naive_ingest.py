"""naive_ingest.py FILE: takes rows over HTTP, parses each as JSON, appends them to a file and waits for the disk. Prints
its port. What a weekend's work would give: threads, no validation, no duplicates found, no rotation, no repair."""
import http.server
import json
import os
import signal
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    lock = threading.Lock()
    log = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        lines = [json.dumps(json.loads(line), sort_keys=True) for line in body.splitlines()]
        with self.lock:
            os.write(self.log, ("\n".join(lines) + "\n").encode())
            os.fdatasync(self.log)
        answer = json.dumps({"received": len(lines)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        self.wfile.flush()

    def log_message(self, *arguments):
        pass


Handler.log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
server.handle_error = lambda *_: None
print(server.server_address[1], flush=True)
server.serve_forever()
