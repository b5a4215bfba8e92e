"""burst.py CANDOR ROUNDS: sends several signals to the process group, one right after the other."""

import os
import signal
import subprocess
import sys
import time

COUNTER = r"""
import os, signal, time
numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT)
counts = dict.fromkeys(numbers, 0)
def handle(signum, frame):
    counts[signum] += 1
for number in numbers:
    signal.signal(number, handle)
# a witness is up once the wrapper has looked at the command for some milliseconds
time.sleep(0.2)
open("ready", "w").close()
deadline = time.monotonic() + 20
while not os.path.exists("sent") and time.monotonic() < deadline:
    time.sleep(0.01)
deadline = time.monotonic() + 0.5
while time.monotonic() < deadline:
    time.sleep(0.01)
open("counts", "w").write(" ".join(str(count) for count in counts.values()))
"""

candor, rounds = sys.argv[1], int(sys.argv[2])
with open("counter.py", "w", encoding="utf-8") as file:
    file.write(COUNTER)
command = [candor, "run", "--skill", "s", "--events", "events.jsonl", "--", sys.executable, "counter.py"]
for _ in range(rounds):
    for name in ("ready", "sent", "counts"):
        if os.path.exists(name):
            os.unlink(name)
    wrapper = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not os.path.exists("ready"):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT):
        os.killpg(wrapper.pid, number)
        time.sleep(0.0005)
    open("sent", "w").close()
    assert wrapper.wait() == 0
    with open("counts", encoding="ascii") as file:
        counts = file.read()
    assert counts == "1 1 1 1 1", counts
print(f"rounds {rounds}, signals 5 each, all once")
