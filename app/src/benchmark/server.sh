#!/bin/sh
# Measures what docs/benchmarks.md states of the server and the statistics. Needs a build (mvn verify), hyperfine and
# python3; takes about two minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
helpers=$here/../test/python
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset DO_NOT_TRACK
python=$(python3 -c "import sys; print(sys.executable)")

echo "launch to ready, idle memory, stop (medians of 10)"
"$python" "$helpers/server_start.py" "$candor" 10

echo "recording through the server, one client"
for items in 10 1000 10000; do
  "$python" "$here/record_latency.py" "$candor" "$items" 3000
done
echo "the same by rewriting one file of JSON in Python, not synced"
for items in 10 1000 10000; do
  "$python" "$here/naive_store.py" "$items" 200
done

echo "commands as processes, 60 runs each, by the number of items in the store"
echo "   median       p95     least   (milliseconds)"
for items in 10 1000 10000; do
  export USER_PATH="$scratch/user-$items"
  "$candor" enable > /dev/null
  "$python" "$here/fill_store.py" "$candor" "$USER_PATH" "$items"
  record="$candor record --item-id category/item-1@1.0.0 --item-type tool --outcome success --duration-ms 5"
  hyperfine -N --style none --warmup 3 --runs 60 --export-json times.json "$record" "$candor status" > /dev/null 2>&1
  "$python" - "$items" <<'PYTHON'
import json, statistics, sys
for result in json.load(open("times.json"))["results"]:
    times = sorted(1000 * t for t in result["times"])
    p95 = times[min(len(times) - 1, round(0.95 * (len(times) - 1)))]
    name = "candor " + result["command"].split()[1]
    print(f"{statistics.median(times):9.1f} {p95:9.1f} {times[0]:9.1f}   {name}, {sys.argv[1]} items")
PYTHON
done
