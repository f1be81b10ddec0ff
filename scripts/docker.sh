# Makes the images; it is read by ./admit alone.
# shellcheck shell=bash disable=SC2154 # root and the other paths are its

readonly images_runtime=$root/local-stack/target/images

require_docker() {
  command -v docker >/dev/null ||
    fail "This needs Docker, but there is no docker on the PATH: install Docker 20.10 or newer."
  docker version >/dev/null 2>&1 ||
    fail "This needs Docker, but no engine responds: start it, or set DOCKER_HOST to where it is."
}

# The sources of the images. Each is labelled with them, so that they are built again only when these differ.
images_checksum() {
  (
    cd "$root"
    sources_checksum
    find images docker-compose.yml .env.example -type f | LC_ALL=C sort | xargs cksum
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
  cp -p "$root"/images/* "$context"
  cp -p "$root/docker-compose.yml" "$root/.env.example" "$context"
  unpack_codecs "$context/lib" "$context/native"
  # Docker copies the modes. The user in a container is another one, so the umask here must not count.
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
  local now
  [ $# -eq 0 ] || fail "'$1' is unknown: ./admit images takes nothing."
  use_jdk
  require_docker
  now=$(images_checksum)
  if is_current admit-one-local "$now" && is_current admit-one-gateway "$now" && is_current admit-one-processor "$now" &&
    is_current admit-one-console "$now"; then
    return
  fi
  require_maven
  echo "Building (the first time takes some minutes) ..."
  rm -rf "$images_runtime" "$root"/{redemption-processor,api-gateway,ops-console}/target/dependency \
    "$root"/{redemption-processor,api-gateway,ops-console,local-stack}/target/*.jar "$root/local-stack/target/lib"
  mkdir -p "$images_runtime"
  package_modules "$images_runtime/build.log" redemption-processor,api-gateway,ops-console,local-stack \
    dependency:copy-dependencies -DincludeScope=runtime
  stage local-stack target/lib "$images_runtime/admit-one-local"
  stage api-gateway target/dependency "$images_runtime/admit-one-gateway"
  stage redemption-processor target/dependency "$images_runtime/admit-one-processor"
  stage ops-console target/dependency "$images_runtime/admit-one-console"
  image admit-one-local local.Dockerfile "$now"
  image admit-one-gateway service.Dockerfile "$now" --build-arg SERVICE=gateway \
    --build-arg MAIN=dev.admitone.gateway.GatewayApplication --build-arg MANAGEMENT=8090
  image admit-one-processor service.Dockerfile "$now" --build-arg SERVICE=processor \
    --build-arg MAIN=dev.admitone.processor.ProcessorApplication --build-arg MANAGEMENT=8081
  image admit-one-console service.Dockerfile "$now" --build-arg SERVICE=console \
    --build-arg MAIN=dev.admitone.ops.OpsApplication --build-arg MANAGEMENT=8092
  # The images that the services were trained in are of no use any more.
  docker image prune --force --filter label=dev.admitone.stage=training >/dev/null
  docker image prune --force --filter label=dev.admitone.sources >/dev/null # those before these
}
