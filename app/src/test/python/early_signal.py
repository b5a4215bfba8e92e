"""early_signal.py CANDOR: a signal comes while the wrapper still waits for the events file, before its command runs."""

import fcntl
import os
import signal
import subprocess
import sys
import time



def is_events_file(path):
    try:
        return os.path.samefile(path, "events.jsonl")
    except OSError:
        return False


with open("events.jsonl", "w", encoding="ascii") as held:
    fcntl.lockf(held, fcntl.LOCK_EX)
    command = [sys.argv[1], "run", "--skill", "s", "--events", "events.jsonl", "--", "touch", "ran"]
    wrapper = subprocess.Popen(command)
    deadline = time.monotonic() + 20
    while True:
        # it holds the file open while it waits for the lock
        files = [os.path.join(f"/proc/{wrapper.pid}/fd", fd) for fd in os.listdir(f"/proc/{wrapper.pid}/fd")]
        if any(is_events_file(file) for file in files):
            break
        assert time.monotonic() < deadline
        time.sleep(0.005)
    wrapper.send_signal(signal.SIGTERM)
    code = wrapper.wait(10)
with open("events.jsonl", encoding="ascii") as file:
    print(f"exit {code}, ran {os.path.exists('ran')}, rows {len(file.readlines())}")
