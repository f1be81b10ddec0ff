#!/usr/bin/env bash
# A code has leaked, and so have those that were made with it: docs/how-to/walks/leaked-code.sh CODE
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"
code=${1:?the code that has leaked}
reason="$code and the codes that were made with it have leaked"

# Which operator made it, and when?
ops code "$code"
creator=$(field 'created by')
created=$(field created)
day=${created%%T*}
siblings=(--created-by "$creator" --created-from "${day}T00:00:00Z" --created-to "${day}T23:59:59.999999999Z")

# Its siblings: what the same operator made on that day, and users can still redeem. This is the first page of them.
ops codes "${siblings[@]}" --state USABLE

# How many are they exactly? Nothing is revoked yet; the console keeps this set.
ops revoke "${siblings[@]}" --state USABLE --reason "$reason"
set=$(field set)
number=$(number)

# Exactly those.
ops revoke --set "$set" --yes "$number"

# Is any left?
ops codes "${siblings[@]}" --state USABLE
expect 'None\.'

# For the report.
ops audit --action REVOKE_SET --limit 1
expect "$code"

finish
