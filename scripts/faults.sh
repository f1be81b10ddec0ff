# Breaks things and checks the promises; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

readonly faults_runtime=$root/fault-tests/target/faults

faults() {
  local built=$faults_runtime/built now
  use_jdk
  now=$(sources_checksum)
  if [ ! -r "$built" ] || [ "$(cat "$built")" != "$now" ]; then
    build_apart fault-tests "$faults_runtime"
    echo "$now" >"$built"
  fi
  exec "$JAVA_HOME/bin/java" "${heap[@]}" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -cp "$faults_runtime/*:$faults_runtime/lib/*" dev.admitone.faults.run.FaultsMain "$@"
}
