#!/bin/sh
# page.sh [ROWS]: how fast the pages are over so many rows (1,000,000), and what 20 open pages cost those who record. Needs a build
# (mvn verify), python3, chromium and the packages of src/test/node; takes about five minutes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
candor=$here/../../target/candor/bin/candor
unset DO_NOT_TRACK USER_SPACE
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; wait; rm -rf "$folder"' EXIT
"$here/../test/sh/node-project.sh"
cp "$here/page_load.mjs" "$here/../../target/node"
"$candor" demo --no-serve --dir "$folder/demo" --rows "${1:-1000000}" --seed 1
export USER_PATH="$folder/demo"
"$candor" serve --port 0 > /dev/null 2>&1 &
server=$!
until "$candor" health > /dev/null 2>&1; do sleep 1; done
(cd "$here/../../target/node" && node page_load.mjs "$("$candor" open --no-start --no-browser 2> /dev/null)")
python3 "$here/page_cost.py" "$USER_PATH"
