#!/bin/sh
# debian.sh FOLDER: makes a Debian there that has nothing but its base, unless there is one. Needs root, debootstrap, and a
# mirror that can be reached.
set -eu
base=$1
fail() {
  echo "debian.sh: $1" >&2
  exit 1
}
[ ! -e "$base.complete" ] || exit 0
[ "$(id -u)" = 0 ] || fail "needs root, to make a Debian in a folder"
command -v debootstrap > /dev/null || fail "needs debootstrap (package debootstrap)"
rm -rf "$base"
debootstrap --variant=minbase bookworm "$base" > "$base.log" 2>&1 || fail "debootstrap failed, see $base.log"
touch "$base.complete"
