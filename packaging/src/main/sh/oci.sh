#!/bin/sh
# oci.sh VERSION TARGET PLATFORM TIME: makes an image for containers, an OCI layout in one file, of what package.sh made
# there and a Debian's base. No container engine is needed.
set -eu
version=$1
target=$2
platform=$3
time=$4
here=$(cd "$(dirname "$0")" && pwd)
architecture=$(dpkg --print-architecture)
made=$target/oci
blobs=$made/blobs/sha256
user=10001
layers=
diffs=

sh "$here/debian.sh" "$target/debian"
rm -rf "$made" "$made-layer" "$target"/candor-*-oci.tar
mkdir -p "$blobs"

digest() { # FILE
  sha256sum "$1" | cut -d ' ' -f 1
}

blob() { # FILE: moves it to the blobs, says what it is called there and its size
  name=$(digest "$1")
  size=$(stat -c %s "$1")
  mv "$1" "$blobs/$name"
  echo "\"digest\": \"sha256:$name\", \"size\": $size"
}

layer() { # OPTION… FILE…: as tar takes them
  tar --sort=name --numeric-owner --one-file-system -cf "$made/layer.tar" "$@"
  diffs=$diffs${diffs:+, }\"sha256:$(digest "$made/layer.tar")\"
  gzip -9n "$made/layer.tar"
  layers="$layers${layers:+, }{\"mediaType\": \"application/vnd.oci.image.layer.v1.tar+gzip\", $(blob "$made/layer.tar.gz")}"
}

# copyright files stay
layer -C "$target/debian" --exclude=./dev/* --exclude=./proc/* --exclude=./sys/* --exclude=./tmp/* --exclude=./var/log/* \
  --exclude=./var/cache/* --exclude=./var/lib/apt/lists/* --exclude=./usr/share/doc/*/[!c]* --exclude=./usr/share/doc/*/changelog* \
  --exclude=./usr/share/man/* --exclude=./usr/share/locale/* --exclude=./usr/share/info/* .

image=$made-layer
mkdir -p "$image/usr/lib" "$image/usr/bin" "$image/data"
cp -Rp "$target/candor-$version-$platform/candor" "$image/usr/lib/candor"
cp -Rp "$target/candor-analytics-$version-$platform" "$image/usr/lib/candor/lib/analytics"
ln -s ../lib/candor/bin/candor "$image/usr/bin/candor"
layer -C "$image" --owner=0 --group=0 usr
# the volume is the user's, and only a container that has none of its own sees it
chmod 700 "$image/data"
layer -C "$image" --owner=$user --group=$user data
rm -rf "$image"

cat > "$made/config" << END
{
  "created": "$time", "architecture": "$architecture", "os": "linux",
  "config": {
    "User": "$user:$user",
    "Env": ["PATH=/usr/bin:/bin", "HOME=/data", "USER_PATH=/data"],
    "WorkingDir": "/data",
    "Entrypoint": ["/usr/bin/candor"],
    "Cmd": ["serve", "--bind", "0.0.0.0", "--allow-remote"],
    "ExposedPorts": {"7411/tcp": {}},
    "Volumes": {"/data": {}},
    "StopSignal": "SIGTERM",
    "Healthcheck": {"Test": ["CMD", "/usr/bin/candor", "health"], "Interval": 30000000000, "Timeout": 5000000000, "StartPeriod": 10000000000},
    "Labels": {
      "org.opencontainers.image.title": "candor",
      "org.opencontainers.image.version": "$version",
      "org.opencontainers.image.licenses": "Apache-2.0",
      "io.modelcontextprotocol.server.name": "dev.candor/candor"
    }
  },
  "rootfs": {"type": "layers", "diff_ids": [$diffs]}
}
END
cat > "$made/manifest" << END
{
  "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
  "config": {"mediaType": "application/vnd.oci.image.config.v1+json", $(blob "$made/config")},
  "layers": [$layers]
}
END
cat > "$made/index.json" << END
{
  "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
  "manifests": [{
    "mediaType": "application/vnd.oci.image.manifest.v1+json", $(blob "$made/manifest"),
    "platform": {"architecture": "$architecture", "os": "linux"},
    "annotations": {"org.opencontainers.image.ref.name": "$version"}
  }]
}
END
echo '{"imageLayoutVersion": "1.0.0"}' > "$made/oci-layout"
tar -C "$made" --sort=name --owner=0 --group=0 --numeric-owner -cf "$target/candor-$version-$platform-oci.tar" .
rm -rf "$made"
