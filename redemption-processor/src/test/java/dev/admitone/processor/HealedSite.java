package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static java.util.Objects.requireNonNull;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.healing.command.HealCommand;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Copies of databases as backups, and the healing of what was restored from them. */
final class HealedSite {

  /** The tables of the ledger, with what is the same in two ledgers that decided the same. */
  private static final List<String> SAME =
      List.of(
          "select t::text from redemption_decisions t",
          "select t::text from invite_uses t",
          "select t::text from invite_releases t",
          "select t::text from profiles t",
          """
          select row(id, code, max_uses, current_uses, starts_at, expires_at, revoked_at,
                     created_by, created_at, changed_at)::text
          from invites t""");

  private static final Pattern DATABASE = Pattern.compile("/([^/?]+)$");

  private HealedSite() {}

  /** A copy of the database; nobody may be connected to it. */
  static Site copyOf(Site site) {
    String name = "copy_" + UUID.randomUUID().toString().replace('-', '_');
    var original = DATABASE.matcher(site.jdbcUrl());
    if (!original.find()) {
      throw new IllegalArgumentException(site.jdbcUrl());
    }
    owner(SharedServices.database().jdbcUrl())
        .execute("create database %s template %s".formatted(name, original.group(1)));
    return new Site(site.bootstrapServers(), original.replaceFirst("/" + name), site.group());
  }

  static JdbcTemplate owner(Site site) {
    return owner(site.jdbcUrl());
  }

  private static JdbcTemplate owner(String url) {
    return new JdbcTemplate(
        new DriverManagerDataSource(url, SharedServices.database().username(), ""));
  }

  /** Puts the places where the lanes are, as far as their commits tell. */
  static void placesAtCommits(Site site, TestLog log) throws Exception {
    String topicId =
        requireNonNull(
                log.admin()
                    .describeTopics(List.of(Topics.REQUESTS))
                    .allTopicNames()
                    .get()
                    .get(Topics.REQUESTS))
            .topicId()
            .toString();
    Group group = new Group(site, log);
    for (int partition = 0; partition < RunningProcessor.PARTITIONS; partition++) {
      owner(site)
          .update(
              """
              insert into ledger_places (partition, topic_id, next_offset) values (?, ?, ?)
              on conflict (partition) do nothing
              """,
              partition,
              topicId,
              Math.max(0, group.committed(partition)));
    }
  }

  /** What the ledger says, but for versions and places. */
  static List<String> ledger(Site site) {
    List<String> rows = new ArrayList<>();
    for (String table : SAME) {
      rows.addAll(owner(site).queryForList(table + " order by 1", String.class));
    }
    return rows;
  }

  /** Appends the requests, and returns when a processor has decided all. */
  static void decide(Site site, TestLog log, List<RedemptionRequest> requests) throws Exception {
    try (RunningProcessor _ = RunningProcessor.start(site)) {
      log.append(requests);
      patiently().until(new Group(site, log)::isAtTheEnd);
    }
  }

  /** Heals, and returns the exit code. */
  static int heal(Site site, String... options) {
    return HealCommand.run(arguments(site, options));
  }

  /** The command line of a healing that waits as short as a producer can. */
  static String[] arguments(Site site, String... options) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "spring.kafka.producer.properties.delivery.timeout.ms=1000",
                "spring.kafka.producer.properties.request.timeout.ms=900"));
    List<String> all = new ArrayList<>();
    for (String option : options) {
      if (option.startsWith("--spring.")) {
        settings.add(option.substring(2));
      } else {
        all.add(option);
      }
    }
    all.addAll(List.of(RunningProcessor.arguments(site, settings.toArray(String[]::new))));
    return all.toArray(String[]::new);
  }

  static long count(Site site, String question) {
    return requireNonNull(owner(site).queryForObject(question, Long.class));
  }
}
