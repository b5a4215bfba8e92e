#!/bin/sh
# Removes Candor from where install.sh put it. See --help.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

help() {
  cat << END
usage: uninstall.sh [--user | --prefix DIR]

Removes the Candor of DIR: DIR/lib/candor and DIR/bin/candor. DIR is the one that this script was installed in, else
/usr/local; --user is ~/.local. What was recorded stays, in \$USER_PATH or ~/.ai; so does what "candor setup" wrote for
agents: "candor setup --undo" takes that back, and has to come first.

Exit codes: 0 removed, 1 there is none or it cannot be removed, 2 wrong arguments.
END
}

wrong() {
  echo "uninstall.sh: $1; see uninstall.sh --help" >&2
  exit 2
}

prefix=/usr/local
case $here in
  */lib/candor-*) prefix=${here%/lib/candor-*} ;;
esac
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) help; exit ;;
    --user) prefix=${HOME:?}/.local ;;
    --prefix)
      [ -n "${2:-}" ] || wrong "$1 needs a value"
      prefix=$2
      shift
      ;;
    *) wrong "unknown argument $1" ;;
  esac
  shift
done

[ -h "$prefix/lib/candor" ] && [ -d "$prefix/lib/candor/runtime" ] || {
  echo "uninstall.sh: there is no Candor in $prefix/lib/candor" >&2
  exit 1
}
cd /
installed=$(cd "$prefix/lib/candor/" && pwd -P)
rm -f "$prefix/bin/candor" "$prefix/lib/candor"
rm -rf "$installed"
echo "removed Candor from $prefix; what was recorded stays in ${USER_PATH:-${USER_SPACE:-${HOME:-~}/.ai}}"
