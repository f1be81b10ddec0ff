#!/usr/bin/env bash
# Allows each principal of Admit One what it needs on Kafka, and nothing else. Can be run again.
# Needs Kafka's own kafka-acls.sh on the PATH, or in KAFKA_ACLS.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "Usage: $0 BOOTSTRAP_SERVERS ADMIN_CLIENT_PROPERTIES_FILE" >&2
  exit 1
fi

readonly gateway=User:${ADMIT_GATEWAY_PRINCIPAL:-admit-one-gateway}
readonly processor=User:${ADMIT_PROCESSOR_PRINCIPAL:-admit-one-processor}
readonly sweep=User:${ADMIT_SWEEP_PRINCIPAL:-admit-one-sweep}
readonly console=User:${ADMIT_CONSOLE_PRINCIPAL:-admit-one-console}
readonly prefix=${ADMIT_PREFIX:-}
readonly group=${ADMIT_PROCESSOR_GROUP:-${prefix}redemption-processor}
readonly requests=${prefix}redemption-requests results=${prefix}redemption-results
readonly invites=${prefix}invites dead_letters=${prefix}redemption-requests-dlt
readonly alerts=${prefix}redemption-alerts statistics=${prefix}redemption-statistics
readonly servers=$1 admin=$2

# Reading and writing a topic include describing it.
allow() {
  local principal=$1
  shift
  "${KAFKA_ACLS:-kafka-acls.sh}" --bootstrap-server "$servers" --command-config "$admin" \
    --add --allow-principal "$principal" "$@"
}

allow "$gateway" --operation Write --operation DescribeConfigs --topic "$requests"
allow "$gateway" --operation Read --operation DescribeConfigs \
  --topic "$results" --topic "$invites"
allow "$gateway" --operation Describe --operation DescribeConfigs --topic "$dead_letters"

allow "$processor" --operation Read --operation DescribeConfigs --operation Create \
  --topic "$requests"
allow "$processor" --operation Write --operation DescribeConfigs --operation Create \
  --topic "$results" --topic "$invites" --topic "$dead_letters"
# How far it has published results, and what an invite was before the ledger was restored.
allow "$processor" --operation Read --topic "$results" --topic "$invites"
allow "$processor" --operation Read --group "$group"

allow "$sweep" --operation Write --topic "$requests"

# What operators look at. For that it joins no group.
allow "$console" --operation Read --topic "$requests" --topic "$results" \
  --topic "$invites" --topic "$dead_letters"
# What operators change, and dead letters that they send again.
allow "$console" --operation Write --topic "$requests"
# The statistics, as a group of their own, in transactions.
allow "$console" --operation Read --group "$statistics"
allow "$console" --operation Write --operation Describe --resource-pattern-type prefixed \
  --transactional-id "$statistics-"
for topic in "$alerts" "$statistics-decisions" "$statistics-counted-changelog" \
  "$statistics-numbers-changelog" "$statistics-texts-changelog"; do
  allow "$console" --operation Read --operation Write --operation DescribeConfigs \
    --operation Create --topic "$topic"
done
