package dev.admitone.system.operations;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.stack.Readiness;
import dev.admitone.schemas.signup.ProfileSeal;
import dev.admitone.schemas.signup.SignupFingerprints;
import dev.admitone.system.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A gateway and a processor as processes of their own, with the logging of production. */
record LoggingEnvironment(Path directory, ServiceProcess processor, ServiceProcess gateway)
    implements AutoCloseable {

  /** Returns when both are ready. */
  static LoggingEnvironment start(Path directory, EmbeddedKafka kafka, EmbeddedDatabase database) {
    TokenKey tokens = TokenKey.in(directory.resolve("token-key.json"));
    List<String> both =
        List.of(
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--admit-one.seal.keyset=" + ProfileSeal.newKeyset());
    List<String> processors = new ArrayList<>(both);
    processors.add("--spring.datasource.url=" + database.jdbcUrl());
    processors.add("--spring.datasource.username=" + database.processorUsername());
    processors.add("--spring.flyway.user=" + database.username());
    // A name of its own, as each has in containers.
    processors.add("--admit-one.processor.instance=one");
    List<String> gateways = new ArrayList<>(both);
    gateways.add("--management.server.port=0");
    gateways.add("--admit-one.gateway.code-secret=a secret for tests only");
    gateways.add("--admit-one.gateway.limits.user-burst=1000");
    gateways.add("--admit-one.gateway.signup.fingerprint.keyset=" + SignupFingerprints.newKeyset());
    gateways.addAll(tokens.gatewaySettings());
    CompletableFuture<ServiceProcess> processor =
        CompletableFuture.supplyAsync(
            () ->
                started(
                    ServiceProcess::processorLoggingTo,
                    directory.resolve("processor.log"),
                    tokens,
                    processors));
    ServiceProcess gateway =
        started(
            ServiceProcess::gatewayLoggingTo, directory.resolve("gateway.log"), tokens, gateways);
    return new LoggingEnvironment(directory, processor.join(), gateway);
  }

  private interface Start {
    ServiceProcess start(Path log, TokenKey tokens, List<String> settings) throws IOException;
  }

  private static ServiceProcess started(
      Start start, Path log, TokenKey tokens, List<String> settings) {
    try {
      return start.start(log, tokens, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<ServiceProcess> services() {
    return List.of(processor, gateway);
  }

  void awaitReady() {
    services().forEach(service -> Readiness.await(service.management()));
  }

  LogLines lines(ServiceProcess service) throws IOException {
    return LogLines.of(directory.resolve(service.kind() + ".log"));
  }

  @Override
  public void close() {
    services().forEach(ServiceProcess::kill);
  }
}
