#!/usr/bin/env bash
# A storm on one code: docs/how-to/walks/storm.sh
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"

# Which code has the most decisions of the last minute?
ops overview
code=$(row CODE | awk '{ print $1 }')

# How often is it used, and is there a limit?
ops code "$code"
uses=$(field uses)

# Which users are refused, and why?
ops code "$code" --refusals --limit 20

# Stop it where it is. The limit may be lower than what the storm has used meanwhile.
ops change "$code" --max-uses "${uses%%[!0-9]*}" --reason 'A storm: no more uses until its cause is known'

# Is it over?
ops code "$code"
expect EXHAUSTED

# For the report: which operator did what, with the old and the new limit.
ops audit --target "$code" --limit 1
expect CHANGE

finish
