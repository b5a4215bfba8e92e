#!/bin/sh
# mcpb.sh VERSION TARGET PLATFORM TIME: makes a bundle that desktop programs install as an MCP server, of what package.sh made
# there, and server.json, which tells the MCP registry of the npm package. Needs zip.
set -eu
version=$1
target=$2
platform=$3
time=$4
here=$(cd "$(dirname "$0")" && pwd)
made=$target/mcpb

rm -rf "$made" "$target"/candor-*.mcpb "$target/server.json"
mkdir -p "$made/bin"
sed "s/@version@/$version/" "$here/../mcp/server.json" > "$target/server.json"
sed "s/@version@/$version/" "$here/../mcp/manifest.json" > "$made/manifest.json"
# finds its parts beside it, and gives them back the time that unpacking took
cp "$here/../npm/candor" "$made/bin/"
chmod 755 "$made/bin/candor"
mkdir "$made/candor-$platform" "$made/candor-analytics-$platform"
cp -RpL "$target/candor-$version-$platform/candor" "$made/candor-$platform/candor"
# an agent starts candor mcp, never the server
rm -f "$made/candor-$platform/candor/lib/server.aot"
echo "$time" > "$made/candor-$platform/candor/lib/age"
cp -Rp "$target/candor-analytics-$version-$platform" "$made/candor-analytics-$platform/analytics"
find "$made" -exec touch -d "$time" {} +
cd "$made"
find . -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 -@ "$target/candor-$version-$platform.mcpb"
rm -rf "$made"
