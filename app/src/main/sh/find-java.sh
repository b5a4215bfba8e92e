# find_java: prints the path of a java of version 25 or later, or says what to install and fails.
java_version() { # FOLDER: prints the major version its release file names
  while IFS='="' read -r key _ version _; do
    case $key in JAVA_VERSION) echo "${version%%[.-]*}"; return ;; esac
  done < "$1/release"
}

find_java() {
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* \
      "${HOME:-}"/.jdks/* /usr/java/*; do
    [ -n "$jdk" ] && [ -f "$jdk/bin/java" ] && [ -x "$jdk/bin/java" ] && [ -r "$jdk/release" ] || continue
    version=$(java_version "$jdk")
    if [ "${version:-0}" -ge 25 ] 2>/dev/null; then
      echo "$jdk/bin/java"
      return
    fi
  done
  echo "candor: needs a JDK 25 or later, and found none in JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks." >&2
  echo "candor: install one, for instance Temurin 25 (package temurin-25-jdk), or point JAVA_HOME at it." >&2
  return 1
}
