#!/bin/sh
# hooks.sh [CALLS]: how long an agent waits for its hook, with a server running and without. Needs a build (mvn verify)
# and python3; takes about two minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
unset DO_NOT_TRACK USER_SPACE
USER_PATH=$(mktemp -d)
export USER_PATH
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$USER_PATH"' EXIT
"$candor" enable > /dev/null
echo "no server runs"
python3 "$here/hook_latency.py" "$candor" "${1:-200}"
"$candor" serve --port 0 > /dev/null 2>&1 &
server=$!
until "$candor" health > /dev/null 2>&1; do sleep 1; done
echo "a server runs"
python3 "$here/hook_latency.py" "$candor" "${1:-200}"
