#!/usr/bin/env bash
# A user asks to be forgotten: docs/how-to/walks/forget-a-user.sh USER-ID TICKET
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"
user=${1:?the id of the user}
ticket=${2:?the number of the ticket, which must not name the user}

# What does the ledger know?
ops user "$user"

# What would be erased? Nothing is yet.
ops erase "$user" --reason "$ticket"
number=$(number)

ops erase "$user" --yes "$number" --reason "$ticket"
expect 'The user is erased'

# For the report, without the user's id.
ops audit --action ERASE_USER --limit 1
expect "$ticket"

finish
