#!/bin/bash
# Reads what ./admit faults printed, in one file or several, and prints the table of faults for
# docs/explanation/faults.md: how often each was injected, and the longest recovery.
set -eu
awk '
  /^  [A-Z_]+: [0-9]+ times, the last to heal/ {
    kind = $1
    sub(":", "", kind)
    times[kind] += $2
    last[kind] += $8
    if ($(NF - 1) > longest[kind]) longest[kind] = $(NF - 1)
  }
  END {
    print "| fault | times | the last to heal | ready again after at most |"
    print "|---|---|---|---|"
    for (kind in times) {
      time = last[kind] ? sprintf("%.1f s", longest[kind] / 1000) : "not measured"
      printf "| %s | %d | %d | %s |\n", kind, times[kind], last[kind], time | "sort"
    }
  }' "$@"
