#!/usr/bin/env bash
# A transaction that was left open blocks a lane, after AdmitOneLockConflicts: docs/how-to/walks/stuck-database.sh
# shellcheck source=/dev/null
. "$(dirname "$0")/walk.sh"

# Which session do the others wait for, whose is it, and since when?
ops sessions
session=$(row SESSION | awk '{ print $1 }')

# Nothing is ended yet. Its owner may be asked now.
ops end-session "$session" --reason 'A transaction that was left open blocks the lanes'
number=$(number)

# Its transaction is rolled back, and the lanes go on.
ops end-session "$session" --yes "$number" --reason 'A transaction that was left open blocks the lanes'

# Does another one block them?
ops sessions
expect 'None\.'

# For the report.
ops audit --action END_SESSION --limit 1
expect "$session"

finish
