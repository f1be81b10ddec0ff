# What ./admit does with Docker; it is read by that script alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

require_docker() {
  command -v docker >/dev/null ||
    fail "This needs Docker, but there is no docker on the PATH: install Docker 20.10 or newer."
  docker version >/dev/null 2>&1 ||
    fail "This needs Docker, but no engine answers: start it, or set DOCKER_HOST to where it is."
}

# What the images are made from. Each is labelled with it, so that they are built again only when it differs.
images_checksum() {
  (
    cd "$root"
    sources_checksum
    find images docker-compose.yml .env.example -type f ! -name '*.sh' | LC_ALL=C sort | xargs cksum
  ) | cksum | tr ' ' -
}

is_current() {
  [ "$(docker image inspect --format '{{index .Config.Labels "dev.admitone.sources"}}' "$1:dev" 2>/dev/null)" = "$2" ]
}

# The libraries of the codecs that topics may be compressed with, for the architectures that images are made for.
unpack_codecs() {
  local lib=$1 native=$2 unpacked jar architecture
  unpacked=$(mktemp -d)
  for jar in "$lib"/zstd-jni-*.jar "$lib"/snappy-java-*.jar; do
    (cd "$unpacked" && "$JAVA_HOME/bin/jar" xf "$jar" linux org/xerial/snappy/native/Linux)
  done
  for architecture in x86_64 aarch64; do
    mkdir -p "$native/$architecture"
    cp "$unpacked/linux/${architecture/x86_64/amd64}"/libzstd-jni*.so "$native/$architecture/libzstd-jni.so"
    cp "$unpacked/org/xerial/snappy/native/Linux/$architecture/libsnappyjava.so" "$native/$architecture"
  done
  rm -rf "$unpacked"
}

# The jars of one module and all that it runs with: Admit One's own apart, they change more often.
stage() {
  local module=$1 dependencies=$2 context=$3
  mkdir -p "$context/app" "$context/lib"
  cp -p "$root/$module/$dependencies"/*.jar "$context/lib"
  mv "$context"/lib/*-SNAPSHOT.jar "$context/app"
  cp -p "$root/$module/target/$module"-*.jar "$context/app"
  find "$root/images" -type f ! -name '*.sh' -exec cp -p {} "$context" \;
  cp -p "$root/docker-compose.yml" "$root/.env.example" "$context"
  unpack_codecs "$context/lib" "$context/native"
  # Docker copies the modes. The user in a container is another one, whatever umask holds here.
  chmod -R a+rX "$context"
}

image() {
  local name=$1 dockerfile=$2 now=$3
  shift 3
  echo "Building $name:dev ..."
  docker build --quiet --tag "$name:dev" --label "dev.admitone.sources=$now" \
    --file "$images_runtime/$name/$dockerfile" "$@" "$images_runtime/$name" >"$images_runtime/$name.log" 2>&1 || {
    cat "$images_runtime/$name.log" >&2
    fail "The image $name was not built; the lines above say why."
  }
}

images() {
  local now log=$images_runtime/build.log
  [ $# -eq 0 ] || fail "'$1' is unknown: ./admit images takes nothing."
  use_jdk
  require_docker
  now=$(images_checksum)
  if is_current admit-one-local "$now" && is_current admit-one-gateway "$now" && is_current admit-one-processor "$now"; then
    return
  fi
  require_maven
  echo "Building (the first time takes some minutes) ..."
  rm -rf "$images_runtime" "$root"/{redemption-processor,api-gateway}/target/dependency \
    "$root"/{redemption-processor,api-gateway,local-stack}/target/*.jar "$root/local-stack/target/lib"
  mkdir -p "$images_runtime"
  if ! maven --projects redemption-processor,api-gateway,local-stack --also-make -Dmaven.test.skip -Dspotless.check.skip \
    -Dmdep.analyze.skip -DincludeScope=runtime package dependency:copy-dependencies >"$log" 2>&1; then
    grep -E '^\[ERROR\]' "$log" >&2 || cat "$log" >&2
    fail "The build failed; $log has all of it."
  fi
  stage local-stack target/lib "$images_runtime/admit-one-local"
  stage api-gateway target/dependency "$images_runtime/admit-one-gateway"
  stage redemption-processor target/dependency "$images_runtime/admit-one-processor"
  image admit-one-local local.Dockerfile "$now"
  image admit-one-gateway service.Dockerfile "$now" --build-arg SERVICE=gateway \
    --build-arg MAIN=dev.admitone.gateway.GatewayApplication --build-arg MANAGEMENT=8090
  image admit-one-processor service.Dockerfile "$now" --build-arg SERVICE=processor \
    --build-arg MAIN=dev.admitone.processor.ProcessorApplication --build-arg MANAGEMENT=8081
  # What the services were trained in is of no use any more.
  docker image prune --force --filter label=dev.admitone.stage=training >/dev/null
  docker image prune --force --filter label=dev.admitone.sources >/dev/null # those before these
}

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

# What a variable of docker-compose.yml says: the environment, else the file, else this.
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

# What ends at its start is started again without end, so it is no longer after some times: then what waits for it
# ends, too.
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

# Also those that were given up: the next start may succeed.
restore_restarts() {
  local id
  for id in $(run_compose "${profile[@]}" ps -q); do
    case $(docker inspect --format '{{.State.Status}} {{.HostConfig.RestartPolicy.Name}} {{.RestartCount}}' "$id") in
      'exited no 0' | 'running '*) ;;
      'exited no '*) docker update --restart unless-stopped "$id" >/dev/null ;;
    esac
  done
}

# Starts what is not there; fails if not all of it starts.
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

# Why containers are not there, in their own words.
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

compose() {
  local fresh=false rolls=false stop=false service services=(gateway)
  env_file=${ADMIT_ENV_FILE:-$root/.env}
  profile=(--profile single)
  export ADMIT_DATA_DIR=${ADMIT_DATA_DIR:-$root/.admit-compose}
  while [ $# -gt 0 ]; do
    case $1 in
      --cluster)
        profile=(--profile cluster)
        services=(gateway-1 gateway-2)
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
  # Images of another tag are made elsewhere, and taken as they are.
  [ "$(setting ADMIT_IMAGE_TAG dev)" != dev ] || images
  if $rolls; then
    roll
    return
  fi
  use_jdk
  is_built || build
  (java_main -XX:TieredStopAtLevel=1 ComposeMain prepare "$env_file" "$ADMIT_DATA_DIR")
  if $fresh; then
    run_compose --profile single --profile cluster down --volumes 2>/dev/null
  fi
  if [ -z "$(run_compose "${profile[@]}" ps -q)" ]; then
    (java_main -XX:TieredStopAtLevel=1 ComposeMain ports "$env_file" "$ADMIT_DATA_DIR")
  fi
  echo "Starting containers ..."
  if ! start_containers "${services[@]}"; then
    explain_containers
    restore_restarts
    fail "Not all containers are ready; the lines above say why."
  fi
  java_main -XX:TieredStopAtLevel=1 ComposeMain ready "$env_file" "$ADMIT_DATA_DIR"
}
