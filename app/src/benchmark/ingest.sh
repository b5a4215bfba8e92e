#!/bin/sh
# Measures what docs/benchmarks.md states of taking rows in. Needs a build (mvn verify), wrk and python3; takes about three
# minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
unset DO_NOT_TRACK

echo "over HTTP, medians of 5 rounds of 4 seconds, beside a naive server in Python"
python3 "$here/ingest_load.py" "$candor" 5 4

echo "a file"
python3 "$here/ingest_file.py" "$candor" 100000 1000000
