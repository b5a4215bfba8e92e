#!/bin/sh
# assemble.sh TARGET JAR: makes TARGET/candor, the folder to install, out of the libraries that are in its lib already.
set -eu
target=$1
jar=$2
here=$(dirname "$0")
candor=$target/candor

mkdir -p "$candor/bin"
for shipped in schemas config; do
  rm -rf "${candor:?}/$shipped"
  cp -R "$here/../../../../$shipped" "$candor/$shipped"
done
cp "$jar" "$candor/lib/"
cp "$here/find-java.sh" "$candor/lib/"
cp "$here/candor" "$candor/bin/candor"
chmod 755 "$candor/bin/candor"

. "$here/find-java.sh"
java=$(find_java)
echo "$java" > "$candor/lib/java"

# The ahead-of-time cache is trained by running the verbs that must start fast, with the flags they will run with.
classpath=
for library in "$candor"/lib/*.jar; do
  classpath=$classpath${classpath:+:}$library
done
practice=$(mktemp -d)
trap 'rm -rf "$practice"' EXIT
rm -f "$candor/lib/candor.aot"
LC_ALL=C.UTF-8 HOME=$practice USER_PATH= USER_SPACE= XDG_CACHE_HOME= timeout 120 "$java" \
  -XX:AOTCacheOutput="$candor/lib/candor.aot" -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
  --enable-native-access=ALL-UNNAMED "-Dcandor.home=$candor" -cp "$classpath" dev.candor.app.cli.Practice "$practice/events.jsonl" true \
  > "$target/assemble.log" 2>&1 || { cat "$target/assemble.log" >&2; exit 1; }

# The server has a cache of its own: more libraries, more memory. It serves on a free port of the loopback, to itself.
for library in "$candor"/lib/server/*.jar; do
  classpath=$classpath:$library
done
rm -f "$candor/lib/server.aot"
LC_ALL=C.UTF-8 HOME=$practice USER_PATH= USER_SPACE= XDG_CACHE_HOME= timeout 120 "$java" \
  -XX:AOTCacheOutput="$candor/lib/server.aot" -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \
  --enable-native-access=ALL-UNNAMED "-Dcandor.home=$candor" -cp "$classpath" dev.candor.app.cli.PracticeServing "$practice/user" \
  > "$target/assemble-server.log" 2>&1 || { cat "$target/assemble-server.log" >&2; exit 1; }
