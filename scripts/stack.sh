# The commands of ./admit for the local stack; it is read by that script alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

# Apart from the files of other builds, so that the cache of loaded classes always fits the jars.
readonly runtime=$root/local-stack/target/up
readonly stamp=$runtime/admit-built
readonly aot_cache=$runtime/admit.aot
readonly trained=$runtime/admit-trained
# The parallel collector makes half the pauses of the serial one, G1 takes twice the latency
# (benchmarks/PROFILE.md).
readonly heap=(-XX:+UseParallelGC -Xmx1g -XX:+ExitOnOutOfMemoryError)

# Builds the local stack when its sources differ from those that it was built from, and trains what was
# not trained yet; with --no-train it leaves that to a later call.
build() {
  local now
  now=$(sources_checksum)
  if [ ! -r "$stamp" ] || [ "$(cat "$stamp")" != "$now" ]; then
    build_apart local-stack "$runtime"
    echo "$now" >"$stamp"
  fi
  if [ "${1:-}" != --no-train ] && [ ! -e "$trained" ]; then
    train
    touch "$trained" # Also where no cache was made: another run would make none either.
  fi
}

# Starts the stack once, on data that are thrown away, makes calls, and stops it, so that the JVM can
# keep what it loaded, linked and called: later starts take about half the time, and the first calls
# after them too. Without the cache all works the same.
train() {
  local data java_id
  echo "Preparing fast starts ..."
  data=$(mktemp -d)
  admit_command "-XX:AOTCacheOutput=$aot_cache" up
  ADMIT_DATA_DIR=$data ADMIT_GATEWAY_PORT=0 ADMIT_GATEWAY_MANAGEMENT_PORT=0 ADMIT_PROCESSOR_PORT=0 \
    ADMIT_KAFKA_PORT=0 ADMIT_POSTGRES_PORT=0 ADMIT_OPS_PORT=0 ADMIT_OPS_MANAGEMENT_PORT=0 \
    run_admit -XX:TieredStopAtLevel=1 train stack "${admit_command[@]}" >"$data/output" 2>&1 &
  java_id=$!
  trap 'kill -TERM $java_id 2>/dev/null; wait $java_id; rm -rf "$data"; exit 130' INT TERM HUP
  wait $java_id || true
  trap - INT TERM HUP
  if [ ! -s "$aot_cache" ]; then
    echo "No cache for fast starts was made; the stack starts without it." >&2
  fi
  rm -rf "$data"
}

# Whether there is a local stack to run, of ./admit up or of the images.
is_built() {
  [ -r "$stamp" ] || [ -d "$images_runtime/admit-one-local/lib" ]
}

# Puts the command that starts a JVM into the array admit_command; takes one JVM option, the command
# of ./admit, and its arguments.
admit_command() {
  local option=$1 jar class_path
  shift
  case $option in # Without the cache all works the same.
    -XX:AOTCache=*) [ -s "${option#*=}" ] || option=-XX:TieredStopAtLevel=1 ;;
  esac
  if [ -d "$runtime/lib" ]; then
    class_path=$(echo "$runtime"/local-stack-*.jar)
    for jar in "$runtime"/lib/*.jar; do
      class_path=$class_path:$jar
    done
  else
    class_path="$images_runtime/admit-one-local/app/*:$images_runtime/admit-one-local/lib/*"
  fi
  admit_command=("$JAVA_HOME/bin/java" "$option" -Xlog:disable -Xlog:all=error:stderr
    "${heap[@]}"
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
    -cp "$class_path" dev.admitone.local.Admit "$@")
}

# Becomes a JVM, so that signals reach it; takes what admit_command takes.
run_admit() {
  local admit_command
  admit_command "$@"
  exec "${admit_command[@]}"
}

up() {
  local training=
  case " $* " in *" --no-train "*) training=--no-train ;; esac
  use_jdk
  build "$training"
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  run_admit "-XX:AOTCache=$aot_cache" up "$@"
}

# Builds nothing: that would replace the jars under the running stack.
topic() {
  use_jdk
  is_built || fail "Nothing is built yet, so nothing runs: start ./admit up in another terminal."
  run_admit "-XX:AOTCache=$aot_cache" topic "$@"
}

# Before the first ./admit up there is no key that a token could be signed with.
token() {
  use_jdk
  is_built || fail "Nothing is built yet, so there is no key: start ./admit up first."
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  run_admit "-XX:AOTCache=$aot_cache" token "$@"
}

# Of a deployment anywhere, so it builds where nothing is built yet.
smoke() {
  use_jdk
  is_built || build >&2
  run_admit "-XX:AOTCache=$aot_cache" smoke "$@"
}

# With the console of a deployment anywhere, so it builds where nothing is built yet. A screen has columns and
# colours, a pipe has none.
ops() {
  use_jdk
  is_built || build >&2
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  if [ -t 1 ]; then
    ADMIT_OPS_COLUMNS=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 2 || true)
    export ADMIT_OPS_COLUMNS=${ADMIT_OPS_COLUMNS:-80}
  fi
  run_admit "-XX:AOTCache=$aot_cache" ops "$@"
}

# Beside a running stack or without one, so it builds nothing either.
heal() {
  use_jdk
  is_built || fail "Nothing is built yet, so there is nothing to heal: start ./admit up first."
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  run_admit "-XX:AOTCache=$aot_cache" heal "$@"
}

# On the data of a stack that runs or not, so it builds nothing either.
adopt() {
  use_jdk
  is_built || fail "Nothing is built yet, so there is no database to adopt into: start ./admit up first."
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  run_admit "-XX:AOTCache=$aot_cache" adopt "$@"
}

# Reads the running stack, or the data of one that does not run.
audit() {
  use_jdk
  if ! is_built; then
    echo "Nothing is built yet, so there is nothing to audit: start ./admit up first." >&2
    exit 2 # 1 tells of differences.
  fi
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit}
  run_admit "-XX:AOTCache=$aot_cache" audit "$@"
}
