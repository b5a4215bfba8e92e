"""naive_stats.py FILE: what `candor stats --by skill` counts, from the rows themselves, in plain Python."""

import json
import math
import sys

skills = {}
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        row = json.loads(line)
        if row["timestamp_utc"] >= "2026-01-01":
            skills.setdefault(row["skill"], []).append((row["duration_ms"], row["status"] == "success"))


def percentile(durations, part):
    return durations[round(part * (len(durations) - 1))]


groups = []
for skill, runs in skills.items():
    durations = sorted(duration for duration, _ in runs)
    good = sum(success for _, success in runs)
    n, z = len(runs), 1.959963984540054
    rate = good / n
    margin = z * math.sqrt((rate * (1 - rate) + z * z / (4 * n)) / n)
    low, high = ((rate + z * z / (2 * n) + sign * margin) / (1 + z * z / n) for sign in (-1, 1))
    groups.append((n - good, n, skill, round(low, 4), round(high, 4), *(percentile(durations, p) for p in (0.5, 0.95, 0.99))))
for group in sorted(groups, key=lambda group: (-group[0], -group[1], group[2])):
    print(*group)
