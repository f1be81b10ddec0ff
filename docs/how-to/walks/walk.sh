# What the walks have in common; it is read by them alone.
# shellcheck shell=bash
set -euo pipefail

admit=${ADMIT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/admit}
seen=$(mktemp)
commands=0
trap 'rm -f "$seen"' EXIT

# Runs one command of ./admit ops: shows it as an operator types it, shows what it prints, and counts it.
ops() {
  local word
  commands=$((commands + 1))
  printf '\n$ ./admit ops'
  for word; do
    case $word in
      '' | *[!A-Za-z0-9_./:=@,+-]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$admit" ops "$@" | tee "$seen"
}

# What the last command printed beside a name.
field() {
  sed -n "s/^$1   *//p" "$seen" | sed -n 1p
}

# The first row that the last command printed below a column of this name, which is the first one.
row() {
  awk -v name="$1" '$1 == name { getline; print; exit }' "$seen"
}

# The number that the last command asks to be confirmed.
number() {
  sed -n 's/.*--yes \([0-9][0-9]*\).*/\1/p' "$seen" | sed -n 1p
}

# Fails unless the last command has printed that.
expect() {
  grep -q -e "$1" "$seen" || {
    echo "The last command did not print '$1'." >&2
    exit 1
  }
}

finish() {
  printf '\nCommands: %d\n' "$commands"
}
