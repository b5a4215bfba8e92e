"""naive.py run FILE COMMAND… | coverage FILE: the same jobs in a few lines of Python, as an alternative to measure by.

They promise less: no lock, no sync, no schema, no time limit, output captured, a row checked only for being JSON.
"""

import collections
import json
import subprocess
import sys
import time

if sys.argv[1] == "run":
    start = time.monotonic()
    done = subprocess.run(sys.argv[3:], capture_output=True)
    row = {"skill": "s", "status": "success", "duration_ms": int(1000 * (time.monotonic() - start)), "source": "x"}
    with open(sys.argv[2], "a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    sys.exit(done.returncode)

counts = collections.Counter()
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        counts[json.loads(line)["skill"]] += 1
print(counts["skill-1"], counts["skill-2"])
