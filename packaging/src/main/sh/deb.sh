#!/bin/sh
# deb.sh VERSION TARGET PLATFORM: makes candor and candor-analytics for Debian and its like of what package.sh made there.
set -eu
version=$1
target=$2
platform=$3
here=$(cd "$(dirname "$0")" && pwd)
architecture=$(dpkg --print-architecture)
deb=$(echo "$version" | tr - '~')
# its files would get another time, which the caches do not fit
unset SOURCE_DATE_EPOCH

build() { # PACKAGE DEPENDS SUMMARY
  stage=$target/deb/$1
  mkdir -p "$stage/DEBIAN" "$stage/usr/share/doc/$1"
  cp "$target/candor-$version-$platform/candor/LICENSE" "$stage/usr/share/doc/$1/copyright"
  (cd "$stage" && find usr -type f -exec md5sum {} +) > "$stage/DEBIAN/md5sums"
  cat > "$stage/DEBIAN/control" << END
Package: $1
Version: $deb
Architecture: $architecture
Maintainer: The maintainers of Candor <maintainers@candor.invalid>
Section: devel
Priority: optional
Installed-Size: $(du -sk "$stage/usr" | cut -f 1)
Depends: $2
Description: $3
 Candor records what AI agents run: skills, tools, directives, orchestrators and training sessions.
END
  chmod -R u=rwX,go=rX "$stage"
  dpkg-deb --root-owner-group -Zzstd -z19 --build "$stage" "$target/${1}_${deb}_$architecture.deb" > "$target/deb.log"
}

rm -rf "$target/deb" "$target"/*.deb
usr=$target/deb/candor/usr
mkdir -p "$usr/bin" "$usr/lib/systemd/user" "$usr/share/man/man1" "$usr/share/bash-completion/completions" \
  "$usr/share/zsh/vendor-completions" "$usr/share/fish/vendor_completions.d"
cp -Rp "$target/candor-$version-$platform/candor" "$usr/lib/candor"
ln -s ../lib/candor/bin/candor "$usr/bin/candor"
cp "$here/../deb/candor.service" "$usr/lib/systemd/user/"
gzip -9n < "$usr/lib/candor/share/man/man1/candor.1" > "$usr/share/man/man1/candor.1.gz"
"$usr/bin/candor" completion bash > "$usr/share/bash-completion/completions/candor"
"$usr/bin/candor" completion zsh > "$usr/share/zsh/vendor-completions/_candor"
"$usr/bin/candor" completion fish > "$usr/share/fish/vendor_completions.d/candor.fish"
build candor "libc6 (>= 2.25), coreutils (>= 8.31), util-linux" "local-first telemetry hub for what AI agents run"

mkdir -p "$target/deb/candor-analytics/usr/lib/candor/lib"
cp -Rp "$target/candor-analytics-$version-$platform" "$target/deb/candor-analytics/usr/lib/candor/lib/analytics"
build candor-analytics "candor (= $deb), libc6 (>= 2.25), libstdc++6" "DuckDB for Candor's statistics and pages"
rm -rf "$target/deb"
