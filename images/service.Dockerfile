# One service: admit-one-gateway, admit-one-processor or admit-one-console. ./admit images builds all; the
# context is what that command stages.
#   SERVICE     gateway, processor or console
#   MAIN        its main class
#   MANAGEMENT  the port that its health is at
FROM eclipse-temurin:25-jre AS service
RUN groupadd --gid 10001 admit-one \
 && useradd --uid 10001 --gid 10001 --home-dir /opt/admit-one --no-create-home admit-one

# Files that change seldom come first: a layer for the libraries, one for Admit One.
COPY lib /opt/admit-one/lib
COPY native /opt/admit-one/native
COPY app /opt/admit-one/app
COPY options security ready start add-options /opt/admit-one/
ARG MAIN
RUN /opt/admit-one/add-options "$MAIN"

# Runs the service beside a real broker and a real database, with calls, and keeps what the JVM
# loaded and linked and its profile of methods.
FROM service AS training
LABEL dev.admitone.stage=training
COPY --from=admit-one-local:dev /opt/admit-one-local /opt/admit-one-local
ARG SERVICE
RUN install -d -o admit-one /training
USER admit-one
ENV XDG_CACHE_HOME=/opt/admit-one-local/cache ADMIT_DATA_DIR=/training/data \
    ADMIT_GATEWAY_PORT=0 ADMIT_GATEWAY_MANAGEMENT_PORT=0 ADMIT_PROCESSOR_PORT=0 \
    ADMIT_KAFKA_PORT=0 ADMIT_POSTGRES_PORT=0 ADMIT_OPS_PORT=0 ADMIT_OPS_MANAGEMENT_PORT=0
RUN java @/opt/admit-one-local/options -XX:AOTCache=/opt/admit-one-local/admit.aot \
      dev.admitone.local.Admit train "$SERVICE" \
      java -Xmx512m -XX:AOTCacheOutput=/training/admit.aot @/opt/admit-one/options

FROM service
COPY --from=training /training/admit.aot /opt/admit-one/admit.aot
# A file in there whose name is a setting gives its value.
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/
ARG MANAGEMENT
ENV ADMIT_HEALTH_PORT=$MANAGEMENT
USER admit-one
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=3 \
  CMD ["/opt/admit-one/ready"]
ENV ADMIT_MEMORY_NEEDED_MEBIBYTES=384
ENTRYPOINT ["/opt/admit-one/start"]
