#!/bin/sh
# Measures what docs/benchmarks.md states. Needs a build (mvn verify), hyperfine and python3; takes about three minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python=$(python3 -c "import sys; print(sys.executable)")
export XDG_CACHE_HOME="$scratch/cache" USER_PATH="$scratch/user"

python3 "$here/make_rows.py" 100000 100k.jsonl
python3 "$here/make_rows.py" 1000000 1m.jsonl
cp 100k.jsonl grown.jsonl
"$candor" run --skill s --events grown.jsonl -- true > /dev/null

measure() { # RUNS, then commands: median, 95th percentile and least of each, in milliseconds
  runs=$1
  shift
  hyperfine -N --style none --warmup 3 --runs "$runs" --export-json times.json "$@" > /dev/null 2>&1
  python3 - <<'PYTHON'
import json, statistics
for result in json.load(open("times.json"))["results"]:
    times = sorted(1000 * t for t in result["times"])
    p95 = times[min(len(times) - 1, round(0.95 * (len(times) - 1)))]
    name = result["command"].replace(result["command"].split()[0], result["command"].split()[0].rsplit("/", 1)[-1])
    print(f"{statistics.median(times):9.1f} {p95:9.1f} {times[0]:9.1f}   {name[:90]}")
PYTHON
}

echo "   median       p95     least   (milliseconds)"
measure 60 \
  "true" \
  "timeout 10 true" \
  "$candor run --skill s --events empty.jsonl --json -- true" \
  "$candor run --skill s --events grown.jsonl --json -- true" \
  "$python $here/naive.py run naive.jsonl true" \
  "$candor help"
measure 10 \
  "$candor coverage --events 100k.jsonl --skills skill-1,skill-2 --last-n 0 --json" \
  "$candor validate --contract skill-usage 100k.jsonl" \
  "$python $here/naive.py coverage 100k.jsonl"
measure 7 \
  "$candor coverage --events 1m.jsonl --skills skill-1,skill-2 --last-n 0 --json" \
  "$python $here/naive.py coverage 1m.jsonl"

echo "peak memory of coverage over 100,000 and 1,000,000 rows (MiB)"
for rows in 100k 1m; do
  "$python" - "$candor" "$rows.jsonl" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "coverage", "--events", sys.argv[2], "--skills", "skill-1"], stdout=subprocess.DEVNULL)
print(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:9.0f}   {sys.argv[2]}")
PYTHON
done
