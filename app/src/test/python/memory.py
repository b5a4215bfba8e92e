"""What a Java process holds, in MiB; for the other helpers."""
import math
import os
import re
import subprocess


def look(pid):
    """What is resident; and where the JDK of the process has jcmd, after a collection: its live objects, and what is
    resident outside the heap. The heap itself is touched further and further until it is full, leak or none."""
    jcmd = os.path.join(os.path.dirname(os.path.realpath(f"/proc/{pid}/exe")), "jcmd")
    if not os.path.exists(jcmd):
        return {"live": math.nan, "outside": math.nan, "resident": resident(pid, range(0))}
    asked(jcmd, pid, "GC.run")
    heap = asked(jcmd, pid, "GC.heap_info")
    places = [int(place, 16) for place in re.findall(r"\b0x[0-9a-f]+", heap)]
    return {
        "live": sum(int(used) for used in re.findall(r"total \d+K, used (\d+)K", heap)) / 1024,
        "outside": resident(pid, range(min(places), max(places))),
        "resident": resident(pid, range(0)),
    }


def asked(jcmd, pid, what):
    return subprocess.run([jcmd, str(pid), what], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def resident(pid, but_not):
    """What the mappings hold that do not begin in these addresses."""
    total, counts = 0, False
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as file:
        for line in file:
            mapping = re.match(r"([0-9a-f]+)-[0-9a-f]+ ", line)
            if mapping:
                counts = int(mapping[1], 16) not in but_not
            elif counts and line.startswith("Rss:"):
                total += int(line.split()[1])
    return total / 1024
