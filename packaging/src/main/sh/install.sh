#!/bin/sh
# Installs Candor out of the folder that this script is in. See --help.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)

help() {
  cat << END
usage: ./install.sh [--user | --prefix DIR] [--analytics FILE]

Installs Candor to DIR/lib/candor, with a link DIR/bin/candor. DIR is /usr/local without a flag. An older Candor that is
there is replaced.

  --user            for this user only: DIR is ~/.local
  --prefix DIR      elsewhere
  --analytics FILE  the archive candor-analytics-VERSION-PLATFORM.tar.gz; found by itself beside this folder or inside it

Exit codes: 0 installed, 1 not installed, and what was there is as it was, 2 wrong arguments.
END
}

wrong() {
  echo "install.sh: $1; see ./install.sh --help" >&2
  exit 2
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

prefix=/usr/local
analytics=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --user) prefix=${HOME:?}/.local ;;
    --prefix | --analytics)
      [ -n "${2:-}" ] || wrong "$1 needs a value"
      case $1 in
        --prefix) prefix=$2 ;;
        --analytics)
          analytics=$2
          [ -f "$analytics" ] || wrong "there is no file $analytics"
          ;;
      esac
      shift
      ;;
    *) wrong "unknown argument $1" ;;
  esac
  shift
done

set -- "$here"/candor/lib/candor-app-*.jar
[ -f "$1" ] || fail "this folder is not complete: candor/lib/candor-app-VERSION.jar is missing; unpack the archive again"
version=${1##*/candor-app-}
version=${version%.jar}
for found in "$here/candor-analytics-$version-"*.tar.gz "$here/../candor-analytics-$version-"*.tar.gz; do
  [ -n "$analytics" ] || [ ! -f "$found" ] || analytics=$found
done

mkdir -p "$prefix/lib" "$prefix/bin" || fail "$prefix cannot be written; use --user, or be root"
prefix=$(cd "$prefix" && pwd)
[ -w "$prefix/lib" ] && [ -w "$prefix/bin" ] || fail "$prefix cannot be written; use --user, or be root"
for place in "$prefix/lib/candor" "$prefix/bin/candor"; do
  [ -h "$place" ] || [ ! -e "$place" ] || fail "$place is there, and was not made by this script; move it away first"
done

# All is made and tried in a folder of its own; a link to it makes it the one that is used.
new=$prefix/lib/candor-$version
[ ! -e "$new" ] || new=$new.$$
trap 'rm -rf "$new"' EXIT
trap 'exit 1' HUP INT TERM
cp -Rp "$here/candor" "$new"
cp "$here/uninstall.sh" "$new/"
if [ -n "$analytics" ]; then
  mkdir "$new/lib/analytics"
  tar -xzf "$analytics" -C "$new/lib/analytics" || fail "$analytics cannot be unpacked"
  mv "$new/lib/analytics/candor-analytics-$version-"*/* "$new/lib/analytics/" 2> /dev/null ||
    fail "$analytics is not the analytics part of Candor $version"
  rmdir "$new/lib/analytics/candor-analytics-"*
fi
missing=
for cache in server candor items; do
  [ -f "$new/lib/$cache.aot" ] || missing="$missing $cache"
done
if [ -n "$missing" ]; then
  echo "preparing fast starts, which takes some seconds"
  "$new/lib/train.sh" "$new/runtime/bin/java" $missing || fail "fast starts cannot be prepared, see above"
fi
said=$("$new/bin/candor" version) || fail "what was installed does not run, see above"
[ "$said" = "candor $version" ] || fail "expected what was installed to be candor $version, found $said"

older=
[ ! -d "$prefix/lib/candor/" ] || older=$(cd "$prefix/lib/candor/" && pwd -P)
link() { # TARGET LINK: in one step, whether there is one or not
  ln -s "$1" "$2.$$"
  mv -T "$2.$$" "$2"
}
link "${new##*/}" "$prefix/lib/candor"
trap - EXIT
link ../lib/candor/bin/candor "$prefix/bin/candor"

echo "installed $said in $prefix/lib/candor"
if [ -n "$older" ]; then
  [ -n "$analytics" ] || [ ! -d "$older/lib/analytics" ] ||
    echo "the analytics part of the older one is gone: install again with --analytics candor-analytics-$version-….tar.gz"
  rm -rf "$older"
  echo "the older one is removed; restart what ran with it, such as candor serve"
fi
[ -d "$new/lib/analytics" ] ||
  echo "without the analytics part (candor-analytics-$version), which candor stats and the pages need"
echo
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "  put $prefix/bin into PATH" ;;
esac
cat << END
  candor enable     turns telemetry on, for you
  candor setup      connects the coding agents that are installed
  candor help       tells the rest
  $prefix/lib/candor/uninstall.sh
                    removes Candor, and nothing that was recorded
END
