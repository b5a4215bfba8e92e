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
# for "candor version"; a source tree without git has none to tell
git -C "$here" rev-parse --short HEAD > "$candor/lib/commit" 2> /dev/null || : > "$candor/lib/commit"

# DuckDB brings its library for four systems inside its jar, and leaves a copy of 70 MB in the temporary folder each time
# it unpacks one. What stands beside a jar without any is loaded from there.
(
  cd "$candor/lib/analytics"
  duckdb=$(echo duckdb_jdbc-*.jar)
  tool=${java%/*}/jar
  machine=$(uname -m)
  case $machine in
    x86_64) machine=amd64 ;;
    aarch64) machine=arm64 ;;
  esac
  library=libduckdb_java.so_linux_$machine
  if "$tool" --list --file "$duckdb" | grep -qx "$library"; then
    rm -rf unpacked
    mkdir unpacked
    (cd unpacked && "$tool" --extract --file "../$duckdb")
    mv "unpacked/$library" "$library"
    rm unpacked/libduckdb_java.so_*
    "$tool" --create --file slim --manifest unpacked/META-INF/MANIFEST.MF -C unpacked .
    mv slim "$duckdb"
    rm -rf unpacked
  fi
)

cp "$here/train.sh" "$here/practice-agent.ndjson" "$candor/lib/"
"$candor/lib/train.sh" "$java"
rm -f "$candor/lib/help.txt"
"$candor/bin/candor" help > "$target/help.txt"
mv "$target/help.txt" "$candor/lib/help.txt"
mkdir -p "$candor/share/man/man1"
"$candor/bin/candor" help --man > "$candor/share/man/man1/candor.1"
