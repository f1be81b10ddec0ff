# Starts everything as containers, and gives them new images; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

# docker compose where it is there, else docker-compose.
find_compose() {
  require_docker
  if docker compose version >/dev/null 2>&1; then
    ADMIT_COMPOSE="docker compose"
  elif command -v docker-compose >/dev/null; then
    ADMIT_COMPOSE=docker-compose
  else
    fail "This needs Docker Compose: install the plug-in of docker, or docker-compose 1.29."
  fi
  export ADMIT_COMPOSE
}

# The value of a variable of docker-compose.yml: from the environment, else the file, else this.
setting() {
  local value=${!1:-}
  [ -n "$value" ] || [ ! -r "$env_file" ] || value=$(sed -n "s/^$1=//p" "$env_file" | tail -n 1)
  echo "${value:-$2}"
}

run_compose() {
  # shellcheck disable=SC2086 # two words, or one
  (cd "$root" && $ADMIT_COMPOSE --env-file "$env_file" "$@")
}

restart_count() {
  docker inspect --format '{{.RestartCount}}' "$1" 2>/dev/null || echo 0
}

# A container that ends at its start is started again without end. After some times it is stopped: then a service that
# waits for it ends, too.
give_up_on_restarts() {
  local id
  while :; do
    for id in $(docker ps --quiet --filter status=restarting); do
      if [ "$(restart_count "$id")" -ge 2 ] && run_compose "${profile[@]}" ps -q | grep -q "^$id"; then
        docker update --restart no "$id" >/dev/null
      fi
    done
    sleep 1
  done
}

# Also those that were stopped so: the next start may succeed.
restore_restarts() {
  local id
  for id in $(run_compose "${profile[@]}" ps -q); do
    case $(docker inspect --format '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.RestartCount}}' "$id") in
      'exited no 0' | 'running '*) ;;
      'exited no '*) docker update --restart unless-stopped "$id" >/dev/null ;;
    esac
  done
}

# Starts the containers that do not run; fails if one of them does not start.
start_containers() {
  local service watch result=0
  give_up_on_restarts &
  watch=$!
  run_compose "${profile[@]}" up --detach || result=$?
  if [ $result -eq 0 ]; then
    for service in "$@"; do
      await_healthy "$service" || result=$?
    done
  fi
  kill $watch 2>/dev/null
  wait $watch 2>/dev/null || true
  return $result
}

# Why containers do not run, by their own last lines.
explain_containers() {
  local id state
  for id in $(run_compose --profile single --profile cluster ps -a -q 2>/dev/null || run_compose ps -q); do
    state=$(docker inspect --format '{{.Name}} {{.State.Status}} {{.State.ExitCode}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' "$id")
    case $state in
      *' exited 0 '* | *' running 0 healthy' | *' running 0 starting' | *' created 0 '*) continue ;;
    esac
    echo "${state#/}:" >&2
    docker logs --tail 60 "$id" 2>&1 | grep -iE '"level":"ERROR"|fatal|error|too little memory' | tail -n 3 |
      sed -E 's/.*"message":"(([^"\\]|\\.)*)".*/\1/; s/\\n/\n/g; s/\\"/"/g' >&2 || true
  done
}

# Until the container of a service is healthy; fails once it ends, once or again and again, or after some minutes.
await_healthy() {
  local id tries=360 state restarts
  id=$(run_compose "${profile[@]}" ps -q "$1")
  restarts=$(restart_count "$id")
  while [ $tries -gt 0 ]; do
    state=$(docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$id" 2>/dev/null) || return 1
    case $state in
      'running healthy') return 0 ;;
      exited* | dead* | 'running unhealthy') return 1 ;;
      restarting*) [ "$(restart_count "$id")" -lt $((restarts + 2)) ] || return 1 ;;
    esac
    tries=$((tries - 1))
    sleep 0.5
  done
  return 1
}

# Makes those that are missing.
make_secrets() {
  use_jdk
  is_built || build
  (run_admit -XX:TieredStopAtLevel=1 compose prepare "$env_file" "$ADMIT_DATA_DIR")
}

compose() {
  local fresh=false rolls=false stop=false service services=(gateway console)
  env_file=${ADMIT_ENV_FILE:-$root/.env}
  profile=(--profile single)
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit-compose}
  while [ $# -gt 0 ]; do
    case $1 in
      --cluster)
        profile=(--profile cluster)
        services=(gateway-1 gateway-2 console-1)
        ;;
      --fresh) fresh=true ;;
      --stop) stop=true ;;
      --roll) rolls=true ;;
      *) fail "'$1' is unknown: ./admit compose takes --cluster, --fresh, --roll or --stop, or nothing." ;;
    esac
    shift
  done
  find_compose
  if $stop; then
    [ -r "$env_file" ] || fail "There is no $env_file, so nothing was started."
    run_compose --profile single --profile cluster down
    return
  fi
  $rolls && { [ "${profile[1]}" = cluster ] && ! $fresh ||
    fail "--roll goes with --cluster alone: it needs two gateways and two processors."; }
  # Images of another tag are made elsewhere, and used as they are.
  [ "$(setting ADMIT_IMAGE_TAG dev)" != dev ] || images
  if $rolls; then
    # The file of a release without a console lacks the passwords of its roles.
    [ -n "$(setting ADMIT_CONSOLE_PASSWORD '')" ] || make_secrets
    roll
    return
  fi
  make_secrets
  if $fresh; then
    run_compose --profile single --profile cluster down --volumes 2>/dev/null
  fi
  if [ -z "$(run_compose "${profile[@]}" ps -q)" ]; then
    (run_admit -XX:TieredStopAtLevel=1 compose ports "$env_file" "$ADMIT_DATA_DIR")
  fi
  echo "Starting containers ..."
  if ! start_containers "${services[@]}"; then
    explain_containers
    restore_restarts
    fail "Not all containers are ready; the lines above say why."
  fi
  run_admit -XX:TieredStopAtLevel=1 compose ready "$env_file" "$ADMIT_DATA_DIR"
}

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
  # The console comes last: users need it for nothing, so it need not be ready before.
  for service in processor-1 processor-2 gateway-1 gateway-2 console-1; do
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
