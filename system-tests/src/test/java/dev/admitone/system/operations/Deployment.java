package dev.admitone.system.operations;

import dev.admitone.gateway.GatewayApplication;
import dev.admitone.local.stack.Readiness;
import dev.admitone.processor.ProcessorApplication;
import dev.admitone.schemas.topics.TopicNames;
import dev.admitone.system.Clients;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.system.ServiceProcess;
import dev.admitone.testsupport.ApiClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A processor and a gateway with a prefix of their own, in this JVM. */
final class Deployment implements AutoCloseable {

  static final int PARTITIONS = 3;

  private final OwnEnvironment site;
  private final TopicNames topics;
  private final ConfigurableApplicationContext processor;
  private final ConfigurableApplicationContext gateway;

  private final List<String> own;

  private Deployment(OwnEnvironment site, String prefix, List<String> own) {
    this.site = site;
    this.topics = new TopicNames(prefix);
    this.own = own;
    this.processor = run(ProcessorApplication.builder());
    this.gateway = run(GatewayApplication.builder());
  }

  /** Starts both, with further settings; returns when they are ready. */
  static Deployment start(OwnEnvironment site, String prefix, String... own) {
    Deployment deployment = new Deployment(site, prefix, List.of(own));
    for (URI management : List.of(deployment.processor(), deployment.gateway())) {
      Readiness.await(management);
    }
    return deployment;
  }

  /** Its lanes have names of their own, as those of {@code ./admit up}. */
  private ConfigurableApplicationContext run(SpringApplicationBuilder service) {
    List<String> settings = new ArrayList<>(own);
    settings.addAll(
        List.of(
            "--server.port=0",
            "--admit-one.processor.instance=deployment",
            "--admit-one.partitions=" + PARTITIONS,
            "--admit-one.prefix=" + topics.prefix()));
    return service.registerShutdownHook(false).run(site.settings(settings.toArray(String[]::new)));
  }

  OwnEnvironment site() {
    return site;
  }

  TopicNames topics() {
    return topics;
  }

  ApiClient api() {
    return Clients.of(address(), OwnEnvironment.TOKENS);
  }

  /** Where callers reach the gateway. */
  URI address() {
    return address(gateway, "local.server.port");
  }

  /** Where the processor says how it is. */
  URI processor() {
    return address(processor, "local.management.port");
  }

  /** Where the gateway says how it is. */
  URI gateway() {
    return address(gateway, "local.management.port");
  }

  private static URI address(ConfigurableApplicationContext service, String port) {
    return ServiceProcess.local(service.getEnvironment().getRequiredProperty(port));
  }

  @Override
  public void close() {
    gateway.close();
    processor.close();
  }
}
