"""kill_questions.py CANDOR KILLS SEED: kills processes that ask while they make the index, now and then two of them beside
each other, sometimes after all of its files were deleted. What the next one answers must be what the rows say."""
import collections
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROWS = 40_000


def write_rows(file, chance):
    counts = collections.Counter()
    with open(file, "w", encoding="utf-8") as out:
        for number in range(ROWS):
            skill = f"skill-{chance.randrange(40)}"
            failed = chance.random() < 0.1
            counts[skill, "runs"] += 1
            counts[skill, "failures"] += failed
            row = {
                "context": "run",
                "duration_ms": number,
                "skill": skill,
                "source": "load",
                "status": "failure" if failed else "success",
                "timestamp_utc": "2026-11-20T10:00:00.000Z",
            }
            if failed:
                row.update(error_class="runtime", reason_code="command_failed")
            out.write(json.dumps(row) + "\n")
    return counts


def main():
    candor, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        home = os.path.join(folder, "user")
        os.mkdir(home)
        with open(os.path.join(home, "config.yaml"), "w", encoding="utf-8") as file:
            file.write("telemetry:\n  enabled: true\nlog:\n  part_size: 100kB\n")
        environment = {**os.environ, "USER_PATH": home}
        environment.pop("DO_NOT_TRACK", None)
        rows = os.path.join(folder, "rows.ndjson")
        counts = write_rows(rows, chance)
        subprocess.run([candor, "ingest", rows], env=environment, check=True, stdout=subprocess.DEVNULL)
        index = os.path.join(home, "telemetry", "index", "skill-usage")
        question = [candor, "stats", "--by", "skill", "--limit", "1000", "--json"]

        def ask():
            return subprocess.Popen(question, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        def files():
            return len(glob.glob(os.path.join(index, "*.parquet")))

        def check(asked):
            out, err = asked.communicate(timeout=120)
            if asked.returncode != 0:
                sys.exit(f"exit {asked.returncode}: {err.decode()}")
            found = collections.Counter()
            for group in json.loads(out)["groups"]:
                found[group["key"], "runs"] = group["runs"]
                found[group["key"], "failures"] = group["failures"]
            if found != counts:
                sys.exit(f"expected {counts}, found {found}")

        check(ask())
        parts, unfinished, answers = files(), 0, 0
        for _ in range(kills):
            if chance.random() < 0.7:
                shutil.rmtree(index, ignore_errors=True)
            asked = [ask() for _ in range(chance.choice((1, 1, 2)))]
            # a kill comes when so many files were made, not after a time that another machine does not need
            wanted, deadline = chance.randrange(parts), time.monotonic() + 60
            while files() < wanted and time.monotonic() < deadline and asked[0].poll() is None:
                time.sleep(0.001)
            asked[0].kill()
            asked[0].communicate()
            unfinished += files() < parts
            for other in asked[1:]:
                check(other)
                answers += 1
            if chance.random() < 0.4:
                check(ask())
                answers += 1
        check(ask())
        print(f"kills {kills}, of which {unfinished} before the last of {parts} files, {answers + 2} answers, all equal")


main()
