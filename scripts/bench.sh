# Measures; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

readonly bench_runtime=$root/benchmarks/target/bench

# Takes one JVM option for a profile: ADMIT_BENCH_OPTION=-XX:StartFlightRecording=... The processes of the sections get it.
bench() {
  local built=$bench_runtime/built terminal=false now
  use_jdk
  now=$(sources_checksum)
  if [ ! -r "$built" ] || [ "$(cat "$built")" != "$now" ]; then
    build_apart benchmarks "$bench_runtime"
    echo "$now" >"$built"
  fi
  case " $* " in # These start the stack, too, and measure that.
    *" --full "* | *" --smoke "* | *" --only start "* | *" --only idle "*) build ;;
  esac
  [ ! -t 1 ] || terminal=true
  # What was measured so far is joined only with what the same sources measure.
  exec "$JAVA_HOME/bin/java" "${heap[@]}" "-Dadmit-one.section-option=${ADMIT_BENCH_OPTION:-}" \
    "-Dadmit-one.built=$now" "-Dadmit-one.terminal=$terminal" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -cp "$bench_runtime/*:$bench_runtime/lib/*" dev.admitone.benchmarks.BenchmarkMain \
    "$root/benchmarks" "$@"
}
