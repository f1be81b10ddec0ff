# Finds the JDK and Maven, and builds; it is read by scripts that define root and fail.
# shellcheck shell=bash disable=SC2154 # root is theirs

readonly jdk_needed=25

# The major version of the JDK in a directory, or 0.
jdk_version() {
  local version=0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

use_jdk() {
  local candidate version newest_home='' newest=0
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_version "$JAVA_HOME")" -ge $jdk_needed ]; then
    return
  fi
  for candidate in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$candidate")
    if [ "$version" -eq $jdk_needed ]; then # The version that it is tested with comes first.
      export JAVA_HOME=$candidate
      return
    fi
    if [ "$version" -gt "$newest" ]; then
      newest=$version
      newest_home=$candidate
    fi
  done
  if [ "$newest" -lt $jdk_needed ]; then
    local found="none was found"
    [ -z "${JAVA_HOME:-}" ] || found="JAVA_HOME is $JAVA_HOME, version $(jdk_version "$JAVA_HOME")"
    [ "$newest" -eq 0 ] || found="the newest found is $newest_home"
    fail "Admit One needs JDK $jdk_needed or newer, but $found: install one (Temurin $jdk_needed, for instance) and set JAVA_HOME to it."
  fi
  export JAVA_HOME=$newest_home
}

require_maven() {
  command -v mvn >/dev/null ||
    fail "Admit One is built with Maven, but there is no mvn on the PATH: install Maven 3.8 or newer."
}

maven() {
  (
    cd "$root"
    # Maven's own libraries bring a current JDK to warn about them.
    export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
    exec mvn --batch-mode --no-transfer-progress -Dstyle.color=never "$@"
  )
}

# The sources of the build as one line, which differs when any of them does.
sources_checksum() {
  (
    cd "$root"
    find pom.xml .mvn ./*/pom.xml ./*/src/main -type f | LC_ALL=C sort | xargs cksum
    cat "$JAVA_HOME/release"
  ) | cksum
}

# Makes the jars of some modules and of what they need, without the checks that ./admit test makes. Takes the
# file for Maven's output, the modules, and further arguments for Maven.
package_modules() {
  local log=$1 modules=$2
  shift 2
  if ! maven --projects "$modules" --also-make -Dmaven.test.skip -Dspotless.check.skip -Dmdep.analyze.skip \
    package "$@" >"$log" 2>&1; then
    grep -E '^\[ERROR\]' "$log" >&2 || cat "$log" >&2
    fail "The build failed; $log has all of it."
  fi
}

# Moves a module's jar and all that it runs with to a place where no other build replaces them while they run.
build_apart() {
  local module=$1 place=$2
  require_maven
  echo "Building (the first time takes some minutes) ..."
  rm -rf "$place" "$root/$module/target/lib" "$root/$module/target/$module"-*.jar
  mkdir -p "$place"
  package_modules "$place/build.log" "$module"
  mv "$root/$module/target/lib" "$place/lib"
  mv "$root/$module/target/$module"-*.jar "$place"
}

# Puts what other teams build against into the local Maven repository: the modules with maven.install.skip=false.
install_modules() {
  [ $# -eq 0 ] || fail "'$1' is unknown: ./admit install takes nothing."
  use_jdk
  require_maven
  echo "Building ..."
  mkdir -p "$root/target"
  package_modules "$root/target/install.log" schemas,admit-one-testcontainers install:install
  sed -n 's/.*Installing .* to \(.*\.jar\)$/Installed \1/p' "$root/target/install.log"
}
