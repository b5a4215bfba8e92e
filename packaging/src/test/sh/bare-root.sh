#!/bin/sh
# bare-root.sh VERSION TARGET [WAY…]: tries each way to install on a Debian that has nothing but its base: no Java, no
# Maven, no network. Needs root, and debootstrap for the first time. Prints seconds and megabytes.
set -eu
version=$1
target=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$target/bare-root
[ $# -gt 0 ] || set -- archive user deb npm mcpb oci

fail() {
  echo "bare-root.sh: $*" >&2
  exit 1
}

sh "$here/../../main/sh/debian.sh" "$target/debian"

unpack_oci() { # FOLDER: what a container would start with
  image=$target/candor-$version-linux-x64-oci.tar
  # another program must understand it as well
  ! command -v skopeo > /dev/null || skopeo --insecure-policy copy "oci-archive:$image" "dir:$work/copied" > "$work/skopeo.log"
  mkdir -p "$work/layout" "$1"
  tar -xf "$image" -C "$work/layout"
  manifest=$(grep -o 'sha256:[0-9a-f]*' "$work/layout/index.json")
  for digest in $(grep -o 'sha256:[0-9a-f]*' "$work/layout/blobs/sha256/${manifest#sha256:}" | tail -n +2); do
    tar -xzf "$work/layout/blobs/sha256/${digest#sha256:}" -C "$1"
  done
}

# Files get the time of now, as a desktop program that unpacks a bundle may leave them.
unpack_mcpb() {
  ! command -v mcpb > /dev/null || mcpb info "$target/candor-$version-linux-x64.mcpb" > "$work/mcpb.log"
  unzip -DD -q "$target/candor-$version-linux-x64.mcpb" -d "$work/bundle"
}

# What a way changes goes to a layer of its own, where one sees afterwards what it left.
enter() { # LAYER COMMAND…
  layer=$1
  shift
  mkdir -p "$layer/changed" "$layer/overlay" "$layer/tree"
  unshare --mount --net --pid --fork sh -euc '
    layer=$1 base=$2 target=$3 here=$4
    shift 4
    ip link set lo up
    mount -t tmpfs none "$layer/overlay"
    mkdir "$layer/overlay/changed" "$layer/overlay/scratch"
    mount -t overlay none -o "lowerdir=$base,upperdir=$layer/overlay/changed,workdir=$layer/overlay/scratch" "$layer/tree"
    mkdir "$layer/tree/dist" "$layer/tree/test"
    mount --bind "$target" "$layer/tree/dist"
    mount --bind "$here" "$layer/tree/test"
    mount -t proc none "$layer/tree/proc"
    if [ "${layer##*/}" = npm ]; then
      # a node that needs nothing but the C and C++ libraries
      mkdir -p "$layer/tree/tmp/npm"
      touch "$layer/tree/tmp/node"
      mount --bind "$(command -v node)" "$layer/tree/tmp/node"
      mount --bind "$(dirname "$(readlink -f "$(command -v npm)")")/.." "$layer/tree/tmp/npm"
    fi
    mount --rbind /dev "$layer/tree/dev"
    status=0
    env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C \
      chroot "$layer/tree" "$@" || status=$?
    cp -a "$layer/overlay/changed/." "$layer/changed/"
    exit $status
  ' sh "$layer" "$base" "$target" "$here" "$@"
}

rm -rf "$work"
mkdir -p "$work"
for way in "$@"; do
  base=$target/debian
  if [ "$way" = oci ]; then
    base=$work/image
    unpack_oci "$base"
  fi
  [ "$way" != mcpb ] || unpack_mcpb
  enter "$work/$way" sh /test/installed.sh "$way" "$version" || fail "$way failed"
  left=$(cd "$work/$way/changed" && find . ! -type d ! -path './root/.ai/*' ! -path './home/*/.ai/*' ! -path './tmp/*' \
    ! -path './data/*' ! -path './etc/*' ! -path './var/*')
  [ -z "$left" ] || fail "$way left" "$left"
  [ -n "$(find "$work/$way/changed" -path '*/telemetry/logs/*' -name 'events*.log')" ] || fail "$way took the records away"
done
