#!/usr/bin/env bash
# A user complains of a refusal: docs/how-to/walks/complaint.sh USER-ID
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"
user=${1:?the id of the user}

# Which code was it, and why was it refused? The last columns of a refusal are code, request and position.
ops user "$user"
refusal=$(row DECIDED)
code=$(awk '{ print $(NF - 2) }' <<<"$refusal")
request=$(awk '{ print $(NF - 1) }' <<<"$refusal")

# When did the request come, and when was it decided?
ops request "$request"
expect EXHAUSTED

# Which users have the uses?
ops code "$code"
uses=$(field uses)

# One more use, for this user.
ops change "$code" --max-uses $((${uses%%[!0-9]*} + 1)) --reason "The user $user was promised a place"
expect USABLE

finish
