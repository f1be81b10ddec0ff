# Runs the tests; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root is that script's

run_tests() {
  local containers=false long=false excluded=()
  while [ $# -gt 0 ]; do
    case $1 in
      --containers) containers=true ;;
      --long)
        long=true
        excluded=(-Dtests.excluded=)
        ;;
      *) fail "'$1' is unknown: ./admit test takes --containers, --long, or nothing." ;;
    esac
    shift
  done
  use_jdk
  require_maven
  if $containers; then
    find_compose
  fi
  rm -rf "$root"/*/target/left-out-tests
  # Two modules at once where they do not need each other: tests wait for much of their time.
  maven --threads 2 "${excluded[@]}" verify
  if $containers; then
    images
    # Those alone, and after all others: they need the whole machine.
    maven --projects container-tests --also-make -Dspotless.check.skip -Dcontainer-tests.skip=false \
      '-Dtest=dev/admitone/containers/*Test' -Dsurefire.failIfNoSpecifiedTests=false verify
  else
    echo "The tests of the containers were left out: ./admit test --containers runs them too, where there is Docker."
  fi
  $long ||
    echo "The tests that take many minutes each were left out: ./admit test --long runs them, too."
  "$root/scripts/left-out-tests" || true
}
