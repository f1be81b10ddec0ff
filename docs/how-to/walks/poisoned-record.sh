#!/usr/bin/env bash
# A record that no processor can decide: docs/how-to/walks/poisoned-record.sh [REASON], UNDECODABLE without it.
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"
reason=${1:-UNDECODABLE}

# Which dead letters are open?
ops dead-letters
expect "$reason"

# The newest one of the reason.
ops dead-letters "$reason" --limit 1
position=$(row AT | awk '{ print $1 }')

# What is in it, where did it come from, and how often has it come back?
ops dead-letters "$position"

# No processor of any release can read it, so sending it again is in vain. How many letters is it about?
ops dead-letters "$position" --set-aside
number=$(number)

ops dead-letters "$position" --set-aside --yes "$number" \
  --reason 'Cut short by a client that is no longer in use; its user was told to send the request again'

# Is it dealt with?
ops dead-letters "$position"
expect ASIDE

finish
