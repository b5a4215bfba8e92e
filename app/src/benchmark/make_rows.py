"""make_rows.py ROWS FILE: writes so many rows of contract skill-usage, the same ones each time."""

import json
import random
import sys

rows, path = int(sys.argv[1]), sys.argv[2]
random.seed(1)
with open(path, "w", encoding="utf-8") as file:
    for i in range(rows):
        row = {
            "context": "publish",
            "duration_ms": random.randint(1, 100_000),
            "skill": f"skill-{random.randint(0, 29)}",
            "source": "codex",
            "status": "success",
            "timestamp_utc": f"2026-01-28T14:{i // 60 % 60:02}:{i % 60:02}.{i % 1_000_000:06}+00:00",
        }
        if i % 7 == 0:
            row.update(
                status="failure",
                reason_code="regression_failed",
                reason_detail="command_exit=1",
                error_class="regression",
            )
        file.write(json.dumps(row, sort_keys=True) + "\n")
