"""session_export.py CANDOR COUNT: how fast a session of so many events is exported, its peak memory, and a naive way."""
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MAKE = os.path.join(HERE, "../test/python/make_session.py")
NAIVE = os.path.join(HERE, "naive_session_export.py")


def measured(count, what, command, environment):
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    heap = heap_flag(process.pid)
    _, code, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begun
    if code:
        sys.exit(f"{what}: exit {code}")
    busy = used.ru_utime + used.ru_stime
    print(
        f"{what:28s} {took:7.1f} s, {busy:6.1f} s of processor, {count / took:9.0f} rows/s,"
        f" {used.ru_maxrss / 1024:6.0f} MiB  {heap}",
        flush=True,
    )


def heap_flag(pid):
    """The heap that the JVM was given, once the launcher has become it."""
    for _ in range(200):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().decode().split("\0")
        except OSError:
            return ""
        heap = [word for word in words if word.startswith("-Xmx")]
        if heap or "python" in words[0]:
            return " ".join(heap)
        time.sleep(0.01)
    return ""


def sha256(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main():
    candor, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, USER_PATH=os.path.join(folder, "user"), HOME=folder)
        events = os.path.join(folder, "events.ndjson")
        subprocess.run([sys.executable, MAKE, str(count), events], check=True)
        print(f"{count} events, {os.path.getsize(events) / count:.0f} bytes each, in no order")
        for form in ("json", "csv", "both"):
            command = [candor, "export", "session", "sess-large", "--from", events, "--format", form]
            out = ["--out", os.path.join(folder, form)]
            measured(count, "candor, a file to " + form, command + out, environment)
        subprocess.run([candor, "ingest", events], env=environment, check=True, stdout=subprocess.DEVNULL)
        command = [candor, "export", "session", "sess-large", "--format", "both", "--out", os.path.join(folder, "log")]
        measured(count, "candor, the log to both", command, environment)
        for name in ("session.json", "session.csv"):
            sums = {sha256(folder, form, "sess-large", name) for form in ("both", "log", name.split(".")[1])}
            if len(sums) != 1:
                sys.exit(f"{name} differs between file and log")
            print(f"{name} {sums.pop()}")
        for form in ("json", "csv"):
            os.mkdir(os.path.join(folder, "naive-" + form))
            command = [sys.executable, NAIVE, events, os.path.join(folder, "naive-" + form), form]
            measured(count, "naive Python, to " + form, command, environment)


main()
