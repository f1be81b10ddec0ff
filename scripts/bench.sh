# Measures; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

readonly bench_runtime=$root/benchmarks/target/bench

# Takes one JVM option for a profile: ADMIT_BENCH_OPTION=-XX:StartFlightRecording=...
bench() {
  local built=$bench_runtime/built terminal=false now
  use_jdk
  now=$(sources_checksum)
  if [ ! -r "$built" ] || [ "$(cat "$built")" != "$now" ]; then
    build_apart benchmarks "$bench_runtime"
    echo "$now" >"$built"
  fi
  case " $* " in # These start the stack, too, and measure that.
    *" --full "* | *" --smoke "*) build ;;
  esac
  [ ! -t 1 ] || terminal=true
  # shellcheck disable=SC2086 # an option more, or none
  exec "$JAVA_HOME/bin/java" "${heap[@]}" \
    ${ADMIT_BENCH_OPTION:-} "-Dadmit-one.terminal=$terminal" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -cp "$bench_runtime/*:$bench_runtime/lib/*" dev.admitone.benchmarks.BenchmarkMain \
    "$root/benchmarks" "$@"
}
