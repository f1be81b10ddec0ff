#!/usr/bin/env bash
# A code is refused as used up, although it has places left: docs/how-to/walks/stuck-code.sh CODE
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"
code=${1:?the code that is stuck}
reason="$code counts uses that it does not have"

# Is its count one of those that contradict the uses?
ops drift
expect "$code"

# What does it count, and how many uses has it? Nothing is changed yet.
ops repair "$code" --reason "$reason"
number=$(number)

ops repair "$code" --yes "$number" --reason "$reason"

# Are there places again?
ops code "$code"
expect USABLE

# For the report: what it counted before, and now.
ops audit --target "$code" --limit 1
expect REPAIR_COUNT

finish
