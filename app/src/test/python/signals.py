"""signals.py CANDOR SIGNAL process|group|terminal|"process and group"|"group and process"|"held up"|both: sends a signal and prints how often the command got it."""

import os
import pty
import signal
import subprocess
import sys
import time

COUNTER = r"""
import os, signal, sys, time
number = int(sys.argv[1])
count = 0
def handle(signum, frame):
    global count
    count += 1
signal.signal(number, handle)
if number != signal.SIGHUP:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
open("ready.tmp", "w").close()
os.rename("ready.tmp", "ready")
deadline = time.monotonic() + 20
while not os.path.exists("sent") and time.monotonic() < deadline:
    time.sleep(0.01)
# what is still on its way has half a second to come twice
deadline = time.monotonic() + 0.5
while time.monotonic() < deadline:
    time.sleep(0.01)
open("count", "w").write(str(count))
sys.exit(7)
"""


def await_file(name):
    deadline = time.monotonic() + 20
    while not os.path.exists(name):
        assert time.monotonic() < deadline, name + " did not come"
        time.sleep(0.005)


def await_witness(wrapper):
    """The wrapper looks after signals to the group once its command has run for some milliseconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = set()
        for task in os.listdir(f"/proc/{wrapper}/task"):
            try:
                with open(f"/proc/{wrapper}/task/{task}/children", encoding="ascii") as file:
                    children |= set(file.read().split())
            except FileNotFoundError:
                pass  # a thread that has just ended
        if len(children) > 1:
            return
        time.sleep(0.005)
    raise AssertionError("no witness came")


def by_both_routes_on_a_busy_machine(wrapper, number):
    """Between the two others take the processor away, as they do from a timeout(1) under load."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    spin = f"import time\nwhile time.monotonic() < {time.monotonic() + 3}: pass"
    others = [subprocess.Popen([sys.executable, "-c", spin]) for _ in range(3)]
    time.sleep(0.5)
    os.kill(wrapper, number)
    for _ in range(2):
        os.sched_yield()
    os.killpg(wrapper, number)
    for other in others:
        other.kill()
        other.wait()


candor, name, target = sys.argv[1:]
number = getattr(signal, "SIG" + name)
for earlier in ("ready", "sent", "count"):
    if os.path.exists(earlier):
        os.unlink(earlier)
with open("counter.py", "w", encoding="utf-8") as file:
    file.write(COUNTER)
command = [candor, "run", "--skill", "s", "--events", "events.jsonl", "--", sys.executable, "counter.py", str(number)]

terminal = None
if target == "terminal":
    wrapper, terminal = pty.fork()
    if wrapper == 0:
        os.execv(candor, command)
else:
    wrapper = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL).pid
await_file("ready")
await_witness(wrapper)

if target == "process":
    os.kill(wrapper, number)
elif target == "group":
    os.killpg(wrapper, number)
elif target == "process and group":
    os.kill(wrapper, number)
    os.killpg(wrapper, number)
elif target == "group and process":
    os.killpg(wrapper, number)
    os.kill(wrapper, number)
elif target == "held up":
    by_both_routes_on_a_busy_machine(wrapper, number)
elif target == "both":
    for _ in range(2):
        os.kill(wrapper, number)
        time.sleep(0.2)
        os.killpg(wrapper, number)
        time.sleep(0.2)
elif name == "HUP":
    os.close(terminal)
    terminal = None
else:
    os.write(terminal, {"INT": b"\x03", "QUIT": b"\x1c"}[name])
open("sent", "w").close()

if terminal is not None:
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        pass
_, status = os.waitpid(wrapper, 0)
with open("count", encoding="ascii") as file:
    print(f"SIG{name} x {file.read()}, exit {os.waitstatus_to_exitcode(status)}")
