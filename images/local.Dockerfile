# admit-one-local: everything in one container, for trying things and for tests.
# ./admit images builds it; its context is what that command stages.
FROM eclipse-temurin:25-jre

# PostgreSQL refuses root. The data may also be those of another user of group 0, as OpenShift runs images.
RUN groupadd --gid 10001 admit-one \
 && useradd --uid 10001 --gid 10001 --home-dir /opt/admit-one-local --no-create-home admit-one \
 && install -d -o admit-one -g admit-one /opt/admit-one-local \
 && install -d -o admit-one -g 0 -m 775 /data

# Files that change seldom come first: a layer for the libraries, one for Admit One.
COPY lib /opt/admit-one-local/lib
COPY native /opt/admit-one-local/native
COPY app /opt/admit-one-local/app
COPY options security token smoke ops provoke train-local ready start main add-options /opt/admit-one-local/
RUN /opt/admit-one-local/add-options

USER admit-one
# Beside the data: a volume at /data may hide only files that the start does not need.
ENV ADMIT_DATA_DIR=/data ADMIT_LISTEN_ADDRESS=0.0.0.0 XDG_CACHE_HOME=/opt/admit-one-local/cache
# Unpacks PostgreSQL, and keeps the classes that the JVM loads and links.
RUN /opt/admit-one-local/train-local
# The files that prepare copies for a team that has the images alone.
COPY docker-compose.yml .env.example /opt/admit-one-local/

VOLUME /data
EXPOSE 8080 8082
HEALTHCHECK --interval=2s --timeout=5s --start-period=120s --retries=5 \
  CMD /opt/admit-one-local/ready 8090 "$ADMIT_DATA_DIR/ready"
ENV ADMIT_MEMORY_NEEDED_MEBIBYTES=768
ENTRYPOINT ["/opt/admit-one-local/main"]
