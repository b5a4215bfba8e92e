"""many_runs.py CANDOR PROCESSES RUNS: so many processes at once wrap so many runs each, all on one events file."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

candor, processes, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def work(process):
    for run in range(runs):
        command = [candor, "run", "--skill", f"p{process}r{run}", "--events", "many.jsonl", "--json", "--", "true"]
        out = subprocess.run(command, check=True, capture_output=True).stdout
        assert json.loads(out)["event_appended"] == 1


with ThreadPoolExecutor(processes) as pool:
    list(pool.map(work, range(processes)))

skills, invalid = [], 0
with open("many.jsonl", encoding="utf-8") as file:
    for line in file:
        try:
            skills.append(json.loads(line)["skill"])
        except ValueError:
            invalid += 1
once = "each once" if len(set(skills)) == len(skills) else "SOME TWICE"
print(f"rows {len(skills)} of {processes * runs}, {once}, invalid lines {invalid}")
