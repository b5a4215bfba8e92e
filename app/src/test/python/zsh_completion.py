"""zsh_completion.py CANDOR: presses Tab in a real zsh and prints what it shows."""

import os
import pty
import re
import sys
import time

candor = sys.argv[1]
shell, terminal = pty.fork()
if shell == 0:
    os.environ.update(TERM="dumb", PATH=os.path.dirname(candor) + ":" + os.environ["PATH"])
    os.execvp("zsh", ["zsh", "-f", "-i"])


def shown(keys, wanted):
    os.write(terminal, keys)
    output, deadline = b"", time.monotonic() + 20
    while wanted not in output:
        assert time.monotonic() < deadline, output
        output += os.read(terminal, 4096)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output.decode(errors="replace"))


setup = b"PS1='> '; autoload -U compinit; compinit -u -D; source <(candor completion zsh); echo set''up\n"
shown(setup, b"setup")
print(shown(b"candor cov\t", b"coverage"))
print(shown(b"\x15candor run --timeo\t", b"--timeout"))
print(shown(b"\x15candor trails s\t", b"show"))
print(shown(b"\x15candor status a/b\t", b"a/b@1"))
os.write(terminal, b"\x15exit\n")
os.close(terminal)
os.waitpid(shell, 0)
