#!/bin/sh
# package.sh VERSION TARGET TIME: makes of app/target/candor what people install; all files are of one time.
set -eu
version=$1
target=$2
time=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
built=$root/app/target/candor
read -r java < "$built/lib/java"
jdk=${java%/bin/java}
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-arm64 ;;
  *) platform=linux-$(uname -m) ;;
esac

pack() { # NAME: TARGET/NAME as an archive. Times stay: the caches fit only libraries as old as those they were made with.
  tar -C "$target" --sort=name --owner=0 --group=0 --numeric-owner -c "$1" | gzip -9n > "$target/$1.tar.gz"
}

# The runtime has the modules that a class of ours or of a library names.
modules() {
  cd "$built/lib"
  classpath=$(printf '%s:' *.jar server/*.jar analytics/*.jar)
  "$jdk/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps --module-path .:server \
    --class-path "$classpath" *.jar server/*.jar analytics/*.jar 2> "$target/jdeps.log" |
    tr , '\n' | grep '^java\.\|^jdk\.' | sort -u | paste -s -d ,
}

name=candor-$version-$platform
image=$target/$name/candor
rm -rf "${target:?}/$name"* "$target/candor-analytics-"*
mkdir -p "$target/$name"
cp -Rp "$built" "$image"
rm -rf "$image"/lib/*.aot "$image/lib/java" "$image/lib/find-java.sh" "$image/lib/analytics"
cp "$root/LICENSE" "$image/"
cp "$here/install.sh" "$here/uninstall.sh" "$target/$name/"
# not compressed: the archive packs it better, and it loads faster
"$jdk/bin/jlink" --add-modules "$(modules)" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress zip-0 --output "$image/runtime"
find "$target/$name" -exec touch -h -d "$time" {} +
# the server's cache would make the archive too large: who installs makes it
"$image/lib/train.sh" "$image/runtime/bin/java" candor items
pack "$name"

analytics=candor-analytics-$version-$platform
cp -Rp "$built/lib/analytics" "$target/$analytics"
pack "$analytics"

# all others have room for it
"$image/lib/train.sh" "$image/runtime/bin/java" server
sh "$here/deb.sh" "$version" "$target" "$platform"
sh "$here/npm.sh" "$version" "$target" "$platform" "$time"
sh "$here/mcpb.sh" "$version" "$target" "$platform" "$time"
sh "$here/oci.sh" "$version" "$target" "$platform" "$time"

for made in "$target"/*.tar.gz "$target"/*.deb "$target"/*.tgz "$target"/*.mcpb "$target"/*.tar; do
  echo "$(du -m --apparent-size "$made" | cut -f 1) MB packed: ${made##*/}"
done
