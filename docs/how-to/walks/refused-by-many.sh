#!/usr/bin/env bash
# Many users are refused one code, after AdmitOneSpike: docs/how-to/walks/refused-by-many.sh
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"

# Which code is it, and since when?
ops statistics --limit 3
code=$(awk '$1 == "CODE" && $3 ~ /^[0-9]+-/ { print $4, $2 }' "$seen" | sort | awk 'END { print $2 }')

# Why are they refused, and what is its limit?
ops code "$code"
uses=$(field uses)
expect EXHAUSTED

# A campaign that goes better than planned: as many places again.
ops change "$code" --max-uses $((${uses%%[!0-9]*} * 2)) --reason 'The campaign goes better than planned'
expect USABLE

# Do users get uses again?
ops statistics --step MINUTE --code "$code" --limit 3

finish
