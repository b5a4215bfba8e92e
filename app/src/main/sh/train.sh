#!/bin/sh
# train.sh JAVA [CACHE…]: makes the ahead-of-time caches beside this script, all three without a name. Each is trained by
# running verbs that must start fast, with the flags and the class path they will run with. What they compiled is not
# noted: else each start would compile it again at once, which takes longer than most commands.
set -eu
lib=$(cd "$(dirname "$0")" && pwd)
home=${lib%/*}
java=$1
shift
[ $# -gt 0 ] || set -- server candor items

classpath=
for library in "$lib"/*.jar; do
  classpath=$classpath${classpath:+:}$library
done
practice=$(mktemp -d)
trap 'rm -rf "$practice"' EXIT
train() { # CACHE HEAP COMPILER MAIN ARGUMENT…
  cache=$1
  heap=$2
  compiler=$3
  shift 3
  rm -f "$lib/$cache.aot"
  LC_ALL=C.UTF-8 HOME=$practice USER_PATH= USER_SPACE= XDG_CACHE_HOME= timeout 120 "$java" \
    -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
    -XX:AOTCacheOutput="$lib/$cache.aot" -XX:-UsePerfData -XX:+UseSerialGC "$compiler" "-Xmx$heap" \
    --enable-native-access=ALL-UNNAMED "-Dcandor.home=$home" -cp "$classpath" "dev.candor.app.cli.$@" \
    > "$practice/$cache.log" 2>&1 || { cat "$practice/$cache.log" >&2; return 1; }
}

# A wrapped command waits for every class that a cache holds beyond its own needs, so statistics have one of theirs.
# The server has one too: more libraries, more memory. It serves on a free port of the loopback, to itself, and takes
# about as long as the other two together.
server=
for cache in "$@"; do
  case $cache in
    server)
      (
        for library in "$lib"/server/*.jar; do
          classpath=$classpath:$library
        done
        train server 512m -XX:+TieredCompilation PracticeServing "$practice/user"
      ) &
      server=$!
      ;;
    candor) train candor 128m -XX:TieredStopAtLevel=1 Practice wrapping "$practice/events.jsonl" true ;;
    items) train items 512m -XX:TieredStopAtLevel=1 Practice items < "$lib/practice-agent.ndjson" ;;
  esac
done
[ -z "$server" ] || wait "$server"
