"""terminal.py CANDOR: the wrapped command has the terminal, and can be stopped with ^Z and continued by the shell."""

import os
import pty
import sys
import time

CHILD = r"""
import os, sys, time
print("tty=" + ",".join(str(os.isatty(fd)) for fd in (0, 1, 2)), "foreground=" + str(os.tcgetpgrp(0) == os.getpgrp()))
open("up", "w").close()
deadline = time.monotonic() + 20
while not os.path.exists("finish") and time.monotonic() < deadline:
    time.sleep(0.02)
print("child ends")
"""
with open("child.py", "w", encoding="utf-8") as file:
    file.write(CHILD)


def await_true(condition, what):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


shell, terminal = pty.fork()
if shell == 0:
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
output = b""


def read_until(text):
    global output
    deadline = time.monotonic() + 20
    while text not in output:
        assert time.monotonic() < deadline, output
        output += os.read(terminal, 4096)
    before, output = output.split(text, 1)
    return before.decode()


os.write(terminal, b"PS1='prompt> '\n")
read_until(b"prompt> ")
command = f"{sys.argv[1]} run --skill s --events events.jsonl -- {sys.executable} child.py\n"
os.write(terminal, command.encode())
await_true(lambda: os.path.exists("up"), "the command did not start")
seen = read_until(b"foreground=True")
os.write(terminal, b"\x1a")
read_until(b"Stopped")
os.write(terminal, b"jobs -p; fg\n")
open("finish", "w").close()
read_until(b"child ends")
read_until(b"status=success rc=0")
os.write(terminal, b"echo code=$?; exit\n")
read_until(b"code=0")
print(seen.strip().splitlines()[-1], "stopped and continued")
os.close(terminal)
os.waitpid(shell, 0)
