#!/bin/sh
# installed.sh WAY VERSION: installs Candor in one way, uses it, upgrades it, and removes it; see bare-root.sh.
set -eu
way=$1
version=$2
cd /tmp

fail() {
  echo "installed.sh: $way: $*" >&2
  exit 1
}

now() {
  date +%s%3N
}

expect() { # TEXT COMMAND…: the command must succeed and say this
  text=$1
  shift
  said=$("$@" 2>&1) || fail "$* ended with $?: $said"
  case $said in *"$text"*) ;; *) fail "expected $* to say $text, found $said" ;; esac
}

expect_code() { # CODE TEXT COMMAND…: the command must end with this code and say this
  code=$1
  text=$2
  shift 2
  status=0
  said=$("$@" 2>&1) || status=$?
  [ $status = "$code" ] || fail "expected $* to end with $code, found $status: $said"
  case $said in *"$text"*) ;; *) fail "expected $* to say $text, found $said" ;; esac
}

# The first minutes of somebody who has just installed to a folder: $as says as whom.
first_minutes() { # HOME
  begun=$(now)
  expect "telemetry is on" $as candor enable
  expect "" $as candor run --skill first -- true
  first=$(($(now) - begun))
  expect "candor $version" $as candor version
  expect '"events_total": 1' $as candor coverage --skills first --json
  expect "telemetry is on" $as candor status
  expect "candor run" $as candor help
  # refuses to start where its cache does not fit, while candor only starts more slowly
  sed 's/-XX:AOTCache=/-XX:AOTMode=on &/' "$1/bin/candor" > "$1/bin/fitting"
  chmod 755 "$1/bin/fitting"
  expect "candor $version" $as "$1/bin/fitting" version
  expect "telemetry is on" $as "$1/bin/fitting" status
  server=fitting
  [ -e "$1/lib/server.aot" ] || server=candor
  begun=$(now)
  $as "$1/bin/$server" serve --port 0 > /tmp/serve.log 2>&1 &
  until grep -q "serving at" /tmp/serve.log; do
    [ $(($(now) - begun)) -lt 60000 ] || fail "not ready after 60 s: $(cat /tmp/serve.log)"
    sleep 0.02
  done
  ready=$(($(now) - begun))
  expect "" $as candor health
  kill -TERM $!
  wait $! || fail "the server ended with $?: $(cat /tmp/serve.log)"
  rm "$1/bin/fitting"
}

without_analytics() {
  expect_code 1 "install candor-analytics" $as candor stats
}

with_analytics() {
  expect "first" $as candor stats
}

told() { # MS FOLDER…: a row of the table
  ms=$1
  shift
  printf '%-10s installed in %5d ms, %4d MB; enabled and first event in %4d ms; server ready in %4d ms\n' \
    "$way" "$ms" "$(du -cm "$@" | tail -n 1 | cut -f 1)" "$first" "$ready"
}

for absent in java javac mvn; do
  ! command -v $absent > /dev/null || fail "$absent is there"
done

archive() { # PREFIX FLAG…: by install.sh
  prefix=$1
  shift
  $as tar -xzf "/dist/candor-$version-linux-x64.tar.gz"
  install=./candor-$version-linux-x64/install.sh
  expect_code 2 "unknown argument --purge" $as "$install" "$@" --purge
  expect_code 2 "there is no file" $as "$install" "$@" --analytics nowhere
  begun=$(now)
  expect "candor enable" $as "$install" "$@"
  ms=$(($(now) - begun))
  first_minutes "$prefix/lib/candor"
  told $ms "$prefix/lib/candor/"
  without_analytics
  cp "/dist/candor-analytics-$version-linux-x64.tar.gz" .
  expect "the older one is removed" $as "$install" "$@"
  [ "$(find "$prefix/lib" -maxdepth 1 -type d -name 'candor*' | wc -l)" = 1 ] || fail "expected one folder in $prefix/lib"
  with_analytics
  expect "what was recorded stays" $as "$prefix/lib/candor/uninstall.sh"
  expect_code 1 "there is no Candor" $as "./candor-$version-linux-x64/uninstall.sh" "$@"
}

deb() {
  architecture=$(dpkg --print-architecture)
  package=/dist/candor_${version}_$architecture.deb
  begun=$(now)
  expect "Setting up candor" dpkg -i "$package"
  ms=$(($(now) - begun))
  first_minutes /usr/lib/candor
  told $ms /usr/lib/candor
  for file in /usr/share/man/man1/candor.1.gz /usr/share/bash-completion/completions/candor \
    /usr/share/zsh/vendor-completions/_candor /usr/share/fish/vendor_completions.d/candor.fish \
    /usr/lib/systemd/user/candor.service; do
    [ -s $file ] || fail "$file is missing"
  done
  without_analytics
  expect "Setting up candor-analytics" dpkg -i "/dist/candor-analytics_${version}_$architecture.deb"
  with_analytics
  expect "over ($version)" dpkg -i "$package"
  with_analytics
  expect "Removing candor" dpkg --purge candor-analytics candor
}

npm() {
  /tmp/node /tmp/npm/bin/npm-cli.js --prefix /usr/local --cache /tmp/cache --offline --ignore-scripts --no-audit --no-fund "$@"
}

by_npm() {
  begun=$(now)
  # the part for a system comes with candor from a registry, which puts it inside; here it is a file, and lies beside
  expect "added" npm install --global "/dist/candor-linux-x64-$version.tgz" "/dist/candor-$version.tgz"
  ms=$(($(now) - begun))
  folder=$(npm root --global)
  # the server's cache is not in it
  first_minutes "$folder/candor-linux-x64/candor"
  told $ms "$folder"/candor*
  without_analytics
  mkdir "$folder/candor/node_modules"
  mv "$folder/candor-linux-x64" "$folder/candor/node_modules"
  expect "candor $version" $as candor version
  mv "$folder/candor/node_modules/candor-linux-x64" "$folder"
  expect "added" npm install --global "/dist/candor-analytics-linux-x64-$version.tgz"
  with_analytics
  expect "removed" npm uninstall --global candor candor-linux-x64 candor-analytics-linux-x64
}

mcpb() {
  bundle=/tmp/bundle
  cp -a /dist/bare-root/bundle $bundle
  begun=$(now)
  # what the manifest says, with what it leaves to the desktop program
  set -- $(sed -n 's/.*"\(command\|args\)": //p' $bundle/manifest.json | tr -d '[]",' |
    sed "s|\${__dirname}|$bundle|; s|\${user_config.run}|none|")
  params='{"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}'
  expect '"serverInfo"' sh -c 'echo "$0" | "$@"' \
    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\", \"params\": $params}" "$@"
  printf '%-10s first answer in %5d ms\n' "$way" $(($(now) - begun))
  ln -s $bundle/bin/candor /usr/local/bin/candor
  first_minutes "$(echo $bundle/candor-linux-*)/candor"
  told 0 $bundle
  with_analytics
  rm /usr/local/bin/candor
}

oci() {
  # as container engines do
  echo "127.0.0.1 $(uname -n)" >> /etc/hosts
  config=$(find /dist/bare-root/layout -size -4k -type f -exec grep -l Entrypoint {} +)
  said() { # KEY: its list, as words
    sed -n "s/.*\"$1\": \[\(.*\)\].*/\1/p" "$config" | tr -d '",'
  }
  as="setpriv --reuid=10001 --regid=10001 --clear-groups env -i $(said Env)"
  first_minutes /usr/lib/candor
  told 0 /usr/lib/candor
  with_analytics
  cd /data
  begun=$(now)
  $as $(said Entrypoint) $(said Cmd) > /tmp/serve.log 2>&1 &
  until $as $(sed -n 's/.*"Test": \["CMD", \([^]]*\)\].*/\1/p' "$config" | tr -d '",') > /tmp/health.log 2>&1; do
    [ $(($(now) - begun)) -lt 60000 ] || fail "not healthy: $(cat /tmp/serve.log /tmp/health.log)"
  done
  kill -TERM $!
  wait $! || fail "the server ended with $?: $(cat /tmp/serve.log)"
}

case $way in
  mcpb)
    as=
    mcpb
    ;;
  oci)
    oci
    ;;
  npm)
    as=
    by_npm
    ;;
  deb)
    as=
    deb
    ;;
  archive)
    as=
    archive /usr/local
    ;;
  user)
    useradd --create-home --skel /nowhere --uid 1000 ann
    mkdir /tmp/ann
    chown ann /tmp/ann
    cd /tmp/ann
    as="setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/ann PATH=/home/ann/.local/bin:$PATH"
    archive /home/ann/.local --user
    ;;
esac
