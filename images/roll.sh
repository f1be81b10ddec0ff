# New images for a deployment that goes on working; it is read by ./admit alone.
# shellcheck shell=bash

# One service after the other, each until it is ready again, so that at every moment one gateway and one
# processor are. Brokers and database stay as they are.
roll() {
  local service
  for service in processor-1 processor-2 gateway-1 gateway-2; do
    is_healthy "$service" ||
      fail "The $service is not ready, and is not rolled for that: the other one may be all that works. ./admit compose --cluster starts what is missing."
  done
  # An older processor works with the newer tables, a newer one not with the older.
  run_compose "${profile[@]}" run --rm --no-deps -T migration </dev/null ||
    fail "The database was not brought up to date; the lines above say why. All services run as before."
  for service in processor-1 processor-2 gateway-1 gateway-2; do
    echo "Rolling $service ..."
    if ! run_compose "${profile[@]}" up --detach --no-deps "$service" || ! await_healthy "$service"; then
      explain_containers
      fail "The $service is not ready; the lines above say why. What comes after it was left alone and works as before."
    fi
  done
  echo "All services run what the images and settings say now."
}

is_healthy() {
  local id
  id=$(run_compose "${profile[@]}" ps -q "$1")
  [ -n "$id" ] && [ "$(docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$id")" = 'running healthy' ]
}
