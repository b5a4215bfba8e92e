"""same_process.py CANDOR: runs a probe with and without the wrapper and fails if it finds any difference."""

import json
import os
import signal
import subprocess
import sys

PROBE = r"""
import json, os, resource, sys
def read(path):
    return open(path, "rb").read().decode("latin-1")
def lines(*names):
    return [l for l in read("/proc/self/status").splitlines() if l.split(":")[0] in names]
fds = {}
for fd in os.listdir("/proc/self/fd"):
    try:
        target = os.readlink("/proc/self/fd/" + fd)
    except OSError:
        continue
    if not target.startswith("/proc/"):
        fds[fd] = target
json.dump({
    "arguments": read("/proc/self/cmdline"),
    "environment": read("/proc/self/environ"),
    "descriptors": fds,
    "status": lines("Umask", "SigBlk", "SigIgn", "SigCgt", "CapEff", "NoNewPrivs", "Seccomp", "Cpus_allowed", "Groups"),
    "limits": read("/proc/self/limits"),
    "core dump filter": read("/proc/self/coredump_filter"),
    "folder": os.getcwd(),
    "leads its session": os.getsid(0) == os.getppid() or os.getsid(0) == os.getpid(),
    "niceness": os.nice(0),
    "oom": read("/proc/self/oom_score_adj"),
}, open(sys.argv[1], "w"))
"""

ENVIRONMENT = {
    b"PATH": os.environb[b"PATH"],
    b"HOME": os.environb[b"HOME"],
    b"EMPTY": b"",
    b"LINES": b"a\nb",
    b"BYTES": b"\xff\xfe\x80",
    b"dotted.name": b"1",
    b"BASH_FUNC_f%%": b"() { echo; }",
    b"JAVA_TOOL_OPTIONS": b"-Dshould.not.be.read=1",
    b"LC_ALL": b"C",
    b"PWD": b"/not/the/folder",
    b"LARGE": b"x" * 100_000,
    b"LARGER": b"\xe4" * 120_000,
}
ARGUMENTS = [b"two words", b"it's", b"\xff\x80", b"", b"*", b"$HOME", "ü".encode(), b"-n", b"--", b"@f", b"a\nb", b"`x`"]


def as_a_caller_may_be():
    os.umask(0o027)
    for ignored in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGUSR2, signal.SIGHUP, signal.SIGINT, signal.SIGFPE):
        signal.signal(ignored, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGTERM})


def found(wrapper, spare):
    command = wrapper + [sys.executable.encode(), b"probe.py", b"found.json"] + ARGUMENTS
    subprocess.run(
        command,
        env=ENVIRONMENT,
        pass_fds=spare,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=as_a_caller_may_be,
        restore_signals=False,
        check=True,
    )
    with open("found.json", encoding="utf-8") as file:
        return json.load(file)


with open("probe.py", "w", encoding="utf-8") as file:
    file.write(PROBE)
spare = os.pipe()
os.dup2(spare[0], 63)
spare = spare + (63,)
for fd in spare:
    os.set_inheritable(fd, True)
plain = found([], spare)
wrapped = found([sys.argv[1].encode(), b"run", b"--skill", b"s", b"--events", b"events.jsonl", b"--"], spare)
different = [what for what in plain if plain[what] != wrapped[what]]
for what in different:
    print(what, "\n  plain:  ", repr(plain[what])[:2000], "\n  wrapped:", repr(wrapped[what])[:2000])
assert "63" in plain["descriptors"], "the probe must see an inherited descriptor"
sys.exit(1 if different else 0)
