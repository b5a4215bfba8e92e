#!/bin/sh
# What it costs to look for secrets in typical rows without any; after a build. A few seconds.
here=$(dirname "$0")
home=$here/../../target/candor
exec "$(cat "$home/lib/java")" "-Dcandor.home=$home" -cp "$home/lib/*" "$here/SecretsBenchmark.java"
