package dev.admitone.faults.environment;

import dev.admitone.faults.processes.Database;
import dev.admitone.faults.processes.Kind;
import dev.admitone.faults.processes.Member;
import dev.admitone.processor.healing.command.HealCommand;
import dev.admitone.testsupport.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two gateways, two processors, a broker and a database, each a process of its own, with data of
 * their own in one directory.
 */
public final class Environment implements AutoCloseable {

  private static final int EACH = 2;

  private final Settings settings = new Settings();
  private final Path directory;
  private final Database database;
  private final Member broker;
  private final Links links;
  private final List<Member> processors;
  private final List<Member> gateways;

  private Environment(Path directory) throws IOException {
    this.directory = directory;
    database = Database.start(directory.resolve("database"));
    int brokerPort = FreePorts.one();
    broker =
        member(
            "broker",
            Kind.BROKER,
            List.of(directory.resolve("kafka").toString(), String.valueOf(brokerPort)));
    links = Links.before(brokerPort, database.port());
    processors = some("processor", Kind.PROCESSOR);
    gateways = some("gateway", Kind.GATEWAY);
  }

  /**
   * Starts all, and returns when all listen.
   *
   * @param directory new, and this environment's alone
   */
  public static Environment start(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new Environment(directory);
  }

  private List<Member> some(String name, Kind kind) {
    return IntStream.range(0, EACH).mapToObj(i -> another(name + "-" + i, kind)).toList();
  }

  private Member member(String name, Kind kind, List<String> arguments) {
    return Member.start(name, kind, arguments, directory);
  }

  /** One more gateway or processor. Returns when it listens; the caller closes it. */
  public Member another(String name, Kind kind) {
    List<String> arguments =
        kind == Kind.GATEWAY
            ? settings.gateway(links.gatewayToBroker())
            : settings.processor(links.processorToBroker(), links.processorToDatabase(), database);
    return member(name, kind, arguments);
  }

  /** The two of them. */
  public List<Member> processors() {
    return processors;
  }

  /** The two of them. */
  public List<Member> gateways() {
    return gateways;
  }

  /** The one that there is. */
  public Member broker() {
    return broker;
  }

  /** The one that there is. */
  public Database database() {
    return database;
  }

  /** All of them. */
  public Links links() {
    return links;
  }

  /** All services, without broker and database. */
  public List<Member> services() {
    return Stream.concat(processors.stream(), gateways.stream()).toList();
  }

  /** The broker's own address, not that of a link. */
  public String brokers() {
    return broker.address().getAuthority();
  }

  /** How many partitions each topic has. */
  public int partitions() {
    return Settings.PARTITIONS;
  }

  /** The processors' consumer group. */
  public String group() {
    return Settings.GROUP;
  }

  /** A token of a service that redeems for any user. */
  public String token() {
    return settings.token();
  }

  /** Runs the healing, as an operator does; returns its exit code. */
  public int heal() {
    return HealCommand.run(settings.healing(brokers(), database).toArray(String[]::new));
  }

  @Override
  public void close() {
    gateways.forEach(Member::close);
    processors.forEach(Member::close);
    links.close();
    broker.close();
    database.close();
  }
}
