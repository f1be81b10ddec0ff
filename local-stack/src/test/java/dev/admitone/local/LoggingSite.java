package dev.admitone.local;

import dev.admitone.embedded.EmbeddedDatabase;
import dev.admitone.embedded.EmbeddedKafka;
import dev.admitone.schemas.ProfileSeal;
import dev.admitone.schemas.SignupFingerprints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A gateway and a processor as processes of their own, with the logging of production. */
record LoggingSite(Path directory, ServiceProcess processor, ServiceProcess gateway)
    implements AutoCloseable {

  /** Returns when both are ready. */
  static LoggingSite start(Path directory, EmbeddedKafka kafka, EmbeddedDatabase database)
      throws IOException {
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
    ServiceProcess processor =
        ServiceProcess.processorLoggingTo(directory.resolve("processor.log"), tokens, processors);
    return new LoggingSite(
        directory,
        processor,
        ServiceProcess.gatewayLoggingTo(directory.resolve("gateway.log"), tokens, gateways));
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
