"""kill_wrapper.py CANDOR KILLS SEED: kills the wrapper with SIGKILL at random moments and looks at the events file.

What was promised is a row for every run whose summary was printed. After the kills one undisturbed run repairs what
the last kill may have left.
"""

import json
import random
import subprocess
import sys
import time

candor, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)
promised, survived = set(), 0


def start(skill):
    command = [candor, "run", "--skill", skill, "--events", "killed.jsonl", "--json", "--", "true"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


for kill in range(kills):
    process = start(f"k{kill}")
    time.sleep(random.uniform(0.015, 0.075))
    process.kill()
    out = process.communicate()[0]
    if out.endswith(b"\n"):
        assert json.loads(out)["event_appended"] == 1
        promised.add(f"k{kill}")
        survived += 1

assert start("last").wait() == 0
found, invalid = [], 0
with open("killed.jsonl", encoding="utf-8") as file:
    for line in file:
        try:
            found.append(json.loads(line)["skill"])
        except ValueError:
            invalid += 1
assert len(found) == len(set(found)), "a row stands twice"
missing = promised - set(found)
print(f"kills {kills}, of them after the summary {survived}, rows {len(found)}, "
      f"promised rows missing {len(missing)}, invalid lines {invalid}")
