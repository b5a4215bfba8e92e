#!/bin/sh
# node-project.sh: fetches the packages of src/test/node, with the Node that they want, into target/node of this module.
# Does nothing when they are there already and neither package.json, package-lock.json nor .npmrc has changed since.
# Says on standard error what is wrong, and ends with 1, when Node or npm is missing or too old, or when the packages
# cannot be fetched; that takes 16 minutes at most.
set -eu
cd "$(dirname "$0")/../../.."
source=$PWD/src/test/node
folder=$PWD/target/node
least_node=18
least_npm=9

fail() {
  echo "node-project.sh: $*" >&2
  exit 1
}

at_least() { # PROGRAM LEAST
  found=$("$1" --version 2> /dev/null) \
    || fail "expected $1 $2 or later, found none that runs; install it (Debian: nodejs, npm)"
  major=${found#v}
  [ "${major%%.*}" -ge "$2" ] || fail "expected $1 $2 or later, found $found at $(command -v "$1"); install a later one"
}

fetch() {
  timeout 480 npm ci --no-progress > npm.log 2>&1 && node_modules/.bin/node --version >> npm.log 2>&1
}

at_least node "$least_node"
at_least npm "$least_npm"

mkdir -p "$folder"
cd "$folder"
for file in "$source"/* "$source"/.npmrc; do
  cp "$file" .
done
wanted=$(cat package.json package-lock.json .npmrc | sha256sum)
if [ ! -e installed ] || [ "$(cat installed)" != "$wanted" ]; then
  rm -f installed
  fetch || fetch || fail "npm ci in $folder failed twice, or did not end within 8 minutes, or brought no Node that runs; it \
needs a registry that npm is configured for:
$(tail -n 40 npm.log)"
  echo "$wanted" > installed
fi
