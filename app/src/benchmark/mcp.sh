#!/bin/sh
# mcp.sh [CANDOR]: what the agents' door costs: a tool called through /mcp beside the same tool called through
# /tools/NAME, in one run. Needs a build (mvn verify), python3 and wrk; takes about four minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=${1:-$here/../../target/candor/bin/candor}
if ! command -v wrk > /dev/null; then
  echo "mcp.sh: there is no wrk; install the package wrk (Debian: apt-get install wrk)" >&2
  exit 1
fi
unset DO_NOT_TRACK
exec python3 "$here/mcp_load.py" "$candor" 7 5
