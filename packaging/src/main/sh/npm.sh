#!/bin/sh
# npm.sh VERSION TARGET PLATFORM TIME: makes packages for npm of what package.sh made there: candor, which starts what is in
# candor-PLATFORM, and candor-analytics-PLATFORM. None has a script that runs when it is installed: many users forbid them.
set -eu
version=$1
target=$2
platform=$3
time=$4
here=$(cd "$(dirname "$0")" && pwd)
made=$target/npm

part() { # NAME FOLDER: for one system
  cat > "$made/$1/package.json" << END
{
  "name": "$1",
  "version": "$version",
  "description": "A part of the package candor",
  "license": "Apache-2.0",
  "files": ["$2"],
  "os": ["linux"],
  "cpu": ["${platform#linux-}"],
  "libc": ["glibc"]
}
END
}

rm -rf "$made" "$target"/candor*.tgz
mkdir -p "$made/candor" "$made/candor-$platform" "$made/candor-analytics-$platform"
cp "$here/../npm/candor" "$target/candor-$version-$platform/candor/LICENSE" "$made/candor/"
sed "s/@version@/$version/; s/@platform@/$platform/" "$here/../npm/package.json" > "$made/candor/package.json"
# npm leaves out links, which the runtime has for licences
cp -RpL "$target/candor-$version-$platform/candor" "$made/candor-$platform/candor"
# as in the archive
rm -f "$made/candor-$platform/candor/lib/server.aot"
echo "$time" > "$made/candor-$platform/candor/lib/age"
part "candor-$platform" candor
cp -Rp "$target/candor-analytics-$version-$platform" "$made/candor-analytics-$platform/analytics"
part "candor-analytics-$platform" analytics
cd "$target"
npm pack --silent --offline "$made/candor" "$made/candor-$platform" "$made/candor-analytics-$platform" > "$target/npm.log"
rm -rf "$made"
