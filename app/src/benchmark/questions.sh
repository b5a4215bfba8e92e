#!/bin/sh
# questions.sh [ROWS]: an index of so many rows made, and questions asked of it, beside jq and Python that read the rows.
set -eu
rows=${1:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export USER_PATH="$scratch/user" HOME="$scratch"
file=$scratch/rows.jsonl
python3 "$here/make_rows.py" "$rows" "$file"
"$candor" ingest "$file" > /dev/null

measured() { # NAME COMMAND…: seconds and the most memory of a command
  name=$1
  shift
  /usr/bin/time -f "$name: %e s, %M KiB" "$@" > "$scratch/out"
}
measured "index made, and stats by skill" "$candor" stats --by skill --since 2026-01-01 --limit 1000 --json
for round in 1 2 3 4 5; do
  measured "stats by skill" "$candor" stats --by skill --since 2026-01-01 --limit 1000 --json
  measured "the same by jq" jq -n 'reduce (inputs | select(.timestamp_utc >= "2026-01-01")) as $row ({};
    .[$row.skill].runs += 1 | .[$row.skill].failures += (if $row.status == "failure" then 1 else 0 end))' "$file"
  measured "the same by Python" python3 "$here/naive_stats.py" "$file"
  measured "stats by reason" "$candor" stats --by reason --json
  measured "triage" "$candor" triage --json
  measured "slo" "$candor" slo --json
done
python3 "$here/naive_stats.py" "$file" > "$scratch/expected"
"$candor" stats --by skill --since 2026-01-01 --limit 1000 --json | python3 -c '
import json, sys
for g in json.load(sys.stdin)["groups"]:
    print(g["failures"], g["runs"], g["key"], g["rate_low"], g["rate_high"], g["p50_ms"], g["p95_ms"], g["p99_ms"])' > "$scratch/found"
"$candor" serve --port 7418 2> "$scratch/serving" &
server=$!
until curl -sf -o "$scratch/out" http://127.0.0.1:7418/actuator/health/readiness; do sleep 0.2; done
for round in 1 2 3 4 5; do
  for question in stats stats?by=reason triage degraded unused?since=60d; do
    curl -s -o "$scratch/out" -w "$question in the server: %{time_total} s\n" \
      -H "Authorization: Bearer $(cat "$USER_PATH/telemetry/token")" "http://127.0.0.1:7418/v1/$question"
  done
done
kill "$server"
cmp "$scratch/expected" "$scratch/found" && echo "the answer is the one that Python computes"
