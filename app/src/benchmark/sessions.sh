#!/bin/sh
# Measures what docs/benchmarks.md states of exporting sessions. Needs a build (mvn verify) and python3; takes about one
# minute and 0.5 GB of disk.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
unset DO_NOT_TRACK

python3 "$here/session_export.py" "$candor" "${1:-200000}"
