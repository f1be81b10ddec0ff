package dev.admitone.faults.environment;

import dev.admitone.faults.processes.Database;
import dev.admitone.faults.processes.Kind;
import dev.admitone.faults.processes.Member;
import dev.admitone.processor.healing.command.HealCommand;
import dev.admitone.schemas.erasure.UserPseudonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * Two gateways, two processors, a console, one broker or three, and a database, each a process of
 * its own, with data of their own in one directory.
 */
public final class Environment implements AutoCloseable {

  private static final int EACH = 2;

  private final Settings settings;
  private final Path directory;
  private final @Nullable Disks disks;
  private final Database database;
  private final Brokers brokers;
  private final Links links;
  private final List<Member> processors;
  private final List<Member> gateways;
  private final Member console;

  private Environment(Path directory, int brokerCount, long seed, boolean hasDisks)
      throws IOException {
    this.directory = directory;
    settings = new Settings(seed);
    Path data = directory.resolve("database");
    disks = hasDisks ? Disks.at(data, Brokers.directory(directory)) : null;
    database = Database.start(data);
    brokers = Brokers.start(brokerCount, directory);
    links = Links.before(brokers.ports(), database.port(), EACH);
    shortenSessions();
    processors = some("processor", Kind.PROCESSOR);
    gateways = some("gateway", Kind.GATEWAY);
    console =
        member(
            "console",
            Kind.CONSOLE,
            settings.console(links.consoleToBroker(), links.consoleToDatabase(), database));
  }

  /**
   * Starts all, and returns when all listen.
   *
   * @param directory new, and this environment's alone
   * @param brokerCount one or three
   * @param seed decides what its services are set to where there is a choice
   * @param hasDisks whether the data of database and brokers lie on disks of their own, which needs
   *     the right to mount
   */
  public static Environment start(Path directory, int brokerCount, long seed, boolean hasDisks)
      throws IOException {
    Files.createDirectories(directory);
    return new Environment(directory, brokerCount, seed, hasDisks);
  }

  /** What the seed chose, as a sentence. */
  public String choices() {
    return settings.choices();
  }

  /** How many brokers there are. */
  public int brokerCount() {
    return brokers.members().size();
  }

  /** Starts brokers that are gone. */
  public void ensureBrokersRun() {
    brokers.ensureRunning();
  }

  /** Members of groups of the protocol "consumer" take this from the broker. */
  private void shortenSessions() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, group());
      List<AlterConfigOp> set =
          Settings.OF_GROUP.entrySet().stream()
              .map(
                  each ->
                      new AlterConfigOp(
                          new ConfigEntry(each.getKey(), each.getValue()),
                          AlterConfigOp.OpType.SET))
              .toList();
      admin.incrementalAlterConfigs(Map.of(group, set)).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Member> some(String name, Kind kind) {
    return IntStream.range(0, EACH).mapToObj(i -> another(name + "-" + i, kind, i)).toList();
  }

  private Member member(String name, Kind kind, List<String> arguments) {
    return Member.start(name, kind, arguments, directory);
  }

  /**
   * One more gateway or processor, on the links of the first one. Returns when it listens; the
   * caller closes it.
   */
  public Member another(String name, Kind kind) {
    return another(name, kind, 0);
  }

  /** On the links of the one with that number. */
  private Member another(String name, Kind kind, int number) {
    List<String> arguments =
        kind == Kind.GATEWAY
            ? settings.gateway(links.gatewaysToBroker().get(number))
            : settings.processor(
                links.processorsToBroker().get(number),
                links.processorsToDatabase().get(number),
                database);
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
  public Member console() {
    return console;
  }

  /** One, or three of a cluster. */
  public List<Member> brokerMembers() {
    return brokers.members();
  }

  /** The one that there is. */
  public Database database() {
    return database;
  }

  /**
   * The disks of its data.
   *
   * @throws IllegalStateException if it was started without
   */
  public Disks disks() {
    if (disks == null) {
      throw new IllegalStateException("The data lie on no disks of their own");
    }
    return disks;
  }

  /** All of them. */
  public Links links() {
    return links;
  }

  /** All services, without broker and database. */
  public List<Member> services() {
    return Stream.of(processors, gateways, List.of(console)).flatMap(List::stream).toList();
  }

  /** The brokers' own addresses, not those of links. */
  public String brokers() {
    return brokers.addresses();
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

  /** A token of an operator who may look and change nothing. */
  public String operatorsToken() {
    return settings.operatorsToken();
  }

  /** The pseudonyms of users that are erased. */
  public UserPseudonyms pseudonyms() {
    return settings.pseudonyms();
  }

  /** What services, broker and database log. */
  public List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  /** Runs the healing, as an operator does; returns its exit code. */
  public int heal() {
    return HealCommand.run(settings.healing(brokers(), database).toArray(String[]::new));
  }

  @Override
  public void close() {
    console.close();
    gateways.forEach(Member::close);
    processors.forEach(Member::close);
    links.close();
    brokers.close();
    database.close();
    if (disks != null) {
      disks.close();
    }
  }
}
