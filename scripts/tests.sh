# Runs the tests; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root is that script's

readonly test_taken='./admit test takes MODULE [CLASS] [--times N] [--long], --fast, --essential, --long, --containers, or nothing'

run_tests() {
  local containers=false long=false fast=false essential=false module='' class='' times=''
  while [ $# -gt 0 ]; do
    case $1 in
      --containers) containers=true ;;
      --fast) fast=true ;;
      --essential) essential=true ;;
      --long) long=true ;;
      --times)
        times=${2:-}
        case $times in '' | *[!0-9]* | 0*) fail "--times needs a number from 1 on, not '$times': $test_taken." ;; esac
        shift
        ;;
      -*) fail "'$1' is unknown: $test_taken." ;;
      *)
        [ -z "$class" ] || fail "'$1' is one too many: $test_taken."
        if [ -z "$module" ]; then
          module=$1
        else
          class=$1
        fi
        ;;
    esac
    shift
  done
  ! $fast || ! $long || fail "--fast leaves out what --long adds: $test_taken."
  ! $fast || ! $containers || fail "--fast leaves out what --containers adds: $test_taken."
  ! $fast || ! $essential || fail "--fast leaves out what --essential runs: $test_taken."
  ! $essential || ! $long || fail "--essential leaves out what --long adds: $test_taken."
  [ -n "$module" ] || [ -z "$times" ] || fail "--times needs a MODULE: $test_taken."
  [ -z "$module" ] || ! $containers || fail "--containers goes with no MODULE: $test_taken."
  [ -z "$module" ] || ! $fast || fail "--fast goes with no MODULE: $test_taken."
  [ -z "$module" ] || ! $essential || fail "--essential goes with no MODULE: $test_taken."
  [ -z "$module" ] || check_tests "$module" "$class"
  use_jdk
  require_maven
  if [ -n "$module" ]; then
    run_module_tests
  elif $fast; then
    run_fast_tests
  else
    run_all_tests
  fi
}

# Fails unless the module has tests, among them the class if one is named.
check_tests() {
  local module=$1 class=$2 modules found
  if [ ! -d "$root/$module/src/test/java" ]; then
    modules=$(cd "$root" && echo */src/test/java)
    fail "'$module' is no module with tests: there are ${modules//\/src\/test\/java/}."
  fi
  [ -n "$class" ] || return 0
  found=$(test_classes "$module" "$class")
  [ -n "$found" ] || fail "'$class' is no test class of $module."
  [ "$(echo "$found" | wc -l)" -eq 1 ] || fail "$module has several classes $class; name one with its package:"$'\n'"$found"
}

# The files of a module's test classes with a name, or a name with its package, as surefire takes them.
test_classes() {
  (cd "$root/$1/src/test/java" && find . -type f -path "*/${2//.//}.java" -name '*Test.java') |
    sed 's|^\./||; s|\.java$||'
}

# One module's tests or one class's. What the module needs is compiled, and its tests are not run.
run_module_tests() {
  local tests excluded run green=0 reports=$root/$module/target/surefire-reports
  if [ -n "$class" ]; then
    tests=$(test_classes "$module" "$class")
  else
    tests=$(cd "$root/$module/src/test/java" && echo dev/admitone/*)/**/*Test
  fi
  excluded=$(excluded_tags)
  if [ "$module" = container-tests ]; then
    find_compose
    images
  fi
  for ((run = 1; run <= ${times:-1}; run++)); do
    rm -rf "$reports" "$root"/*/target/left-out-tests
    maven --projects "$module" --also-make "-Dtests.excluded=$excluded" "-Dtest=$tests" \
      -Dsurefire.failIfNoSpecifiedTests=false -Dcontainer-tests.skip=false -Dspotless.check.skip -Dmdep.analyze.skip test || {
      [ -z "$times" ] || echo "$green of $times runs were green, and the next one was not." >&2
      exit 1
    }
    "$root/scripts/left-out-tests" || true
    [ "$(count_tests "$reports")" -gt 0 ] || fail "No test ran. Those that take many minutes each run with --long."
    green=$run
  done
  [ -z "$times" ] || echo "All $green runs were green."
}

# The tests that start no broker, no database, no service and no process, without other checks and without the modules
# that have no such test.
run_fast_tests() {
  local started=$SECONDS
  rm -rf "$root"/*/target/surefire-reports "$root"/*/target/left-out-tests
  maven --threads 2 "-Dtests.excluded=$(excluded_tags)" -Dtests.jvms=1 -Dspotless.check.skip -Dmdep.analyze.skip \
    --projects '!admit-one-testcontainers,!client-tests,!container-tests' test
  "$root/scripts/left-out-tests" || true
  echo "$(count_tests "$root"/*/target/surefire-reports) tests ran in $((SECONDS - started)) s. Those that start a broker, a database, a service or a process were left out: ./admit test runs them, too."
}

run_all_tests() {
  if $containers; then
    find_compose
  fi
  rm -rf "$root"/*/target/left-out-tests
  # Two modules at once where they do not need each other: tests wait for much of their time. Not so fault-tests.
  maven --threads 2 -Dfault-tests.last "-Dtests.excluded=$(excluded_tags)" verify
  if $containers; then
    images
    # Those alone, and after all others: they need the whole machine.
    maven --projects container-tests --also-make -Dspotless.check.skip -Dcontainer-tests.skip=false \
      "-Dtests.excluded=$(excluded_tags)" '-Dtest=dev/admitone/containers/*Test' -Dsurefire.failIfNoSpecifiedTests=false verify
  else
    echo "The tests of the containers were left out: ./admit test --containers runs them too, where there is Docker."
  fi
  ! $essential ||
    echo "Of the tests that start services only the essential ones ran: ./admit test runs the others, too."
  $long ||
    echo "The tests that take many minutes each were left out: ./admit test --long runs them, too."
  "$root/scripts/left-out-tests" || true
}

excluded_tags() {
  if $fast; then
    echo long,services
  elif $essential; then
    echo 'long | (services & !essential)'
  elif ! $long; then
    echo long
  fi
}

# How many tests the reports in some directories have, without those that were skipped.
count_tests() {
  find "$@" -name 'TEST-*.xml' -exec grep -h -m 1 '<testsuite ' {} + 2>/dev/null |
    sed -E 's/.* tests="([0-9]+)".*/\1 &/; s/^([0-9]+) .* skipped="([0-9]+)".*/\1 \2/' |
    awk '{ count += $1 - $2 } END { print count + 0 }'
}
