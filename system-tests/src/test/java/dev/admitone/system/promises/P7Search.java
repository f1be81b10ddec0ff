package dev.admitone.system.promises;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.topics.Topics;
import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks for what somebody entered wherever it must not be, and remembers where it was. */
final class P7Search {

  private final Secrets secrets = new Secrets();
  private final Secrets passwords = new Secrets();
  private final List<String> found = new ArrayList<>();

  /** What the person enters is looked for from now on. */
  void add(Person person, String code) {
    person.addTo(secrets, code);
    passwords.add("password", person.password());
  }

  /** The text is looked for from now on, as it is and in the forms that programs give it. */
  void add(String name, String text) {
    secrets.addReadable(name, text);
  }

  /** What was found where it must not be. */
  List<String> found() {
    return found;
  }

  /** What the password became is a secret of the same kind, and so are its two halves. */
  void addHashes(Ledger ledger) throws Exception {
    List<String> hashes = ledger.texts("select password_hash from profiles order by 1");
    assertThat(hashes).hasSize(3).allMatch(hash -> hash.startsWith("$argon2id$"));
    for (String hash : hashes) {
      String[] parts = hash.split("\\$", -1);
      secrets.addReadable("hash", hash);
      secrets.addReadable("hash", parts[parts.length - 1]);
      secrets.addReadable("salt", parts[parts.length - 2]);
    }
  }

  void topics(P7Environment site, Person signedUp) throws Exception {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> records = site.records();
    assertThat(records)
        .containsKeys(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES, Topics.DEAD_LETTERS)
        .containsKey("__consumer_offsets");
    assertThat(count(records.get(Topics.REQUESTS), signedUp.userId())).isGreaterThan(2);
    records.forEach(
        (topic, all) ->
            all.forEach(
                record -> {
                  in("key in " + topic, record.key());
                  in("value in " + topic, record.value());
                  for (Header header : record.headers()) {
                    in("header in " + topic, header.key().getBytes(UTF_8));
                    in("header in " + topic, header.value());
                  }
                }));
  }

  private static long count(@Nullable List<ConsumerRecord<byte[], byte[]>> records, String text) {
    return records == null
        ? 0
        : records.stream()
            .filter(record -> new String(record.value(), ISO_8859_1).contains(text))
            .count();
  }

  void managementPages(P7Environment site) throws Exception {
    Map<String, byte[]> pages = site.managementPages();
    assertThat(pages.values().stream().map(page -> new String(page, UTF_8)))
        .anyMatch(page -> page.contains("admitone_signup_hash_seconds_count"))
        .anyMatch(page -> page.contains("admitone_dead_letters_total"));
    pages.forEach(this::in);
  }

  void traces(P7Environment site, String path) {
    patiently()
        .until(
            () ->
                site.traces().exports().stream()
                        .map(export -> new String(export, ISO_8859_1))
                        .filter(
                            export -> export.contains(path) || export.contains("decide redemption"))
                        .count()
                    >= 2);
    site.traces().exports().forEach(export -> in("a trace", export));
  }

  void tables(P7Environment site) throws Exception {
    Map<String, byte[]> tables = new HashMap<>();
    for (String row : site.ledger().dump()) {
      if (row.startsWith("profiles ")) {
        assertThat(secrets.in(row.getBytes(UTF_8))).contains("e-mail", "phone", "hash");
        assertThat(passwords.in(row.getBytes(UTF_8))).isEmpty();
      } else {
        tables.merge("a table: " + row.split(" ", 2)[0], row.getBytes(UTF_8), P7Search::sum);
      }
    }
    assertThat(tables).containsKey("a table: redemption_decisions");
    tables.forEach(this::in);
  }

  void logs(P7Environment site) throws Exception {
    for (String service : List.of("gateway", "processor")) {
      String log = Files.readString(site.log(service));
      assertThat(log).contains("\"log\":{\"level\":\"INFO\"");
      log.lines().forEach(line -> in("the log of the " + service, line.getBytes(UTF_8)));
    }
    assertThat(Files.readString(site.log("processor"))).contains("Dead-lettered", "The lane waits");
  }

  /** The write-ahead log has each row that is written, and so those of profiles. */
  void files(P7Environment site, List<String> profiles) throws Exception {
    for (Path file : site.logFiles()) {
      readable("the broker's file " + file.getFileName(), Files.readAllBytes(file));
    }
    boolean seen = false;
    for (Path file : site.databaseFiles()) {
      byte[] bytes = Files.readAllBytes(file);
      if (profiles.stream().anyMatch(file.toString()::endsWith)) {
        seen |= secrets.readableIn(bytes).contains("e-mail");
      } else if (!file.toString().contains("pg_wal")) {
        readable("the database's file " + file, bytes);
      }
      passwords.readableIn(bytes).forEach(name -> found.add(name + " in " + file));
    }
    assertThat(seen).as("what is searched for stands in the files of profiles").isTrue();
  }

  /** Whoever is answered is not told again what it has sent. */
  void told(ApiClient.Response answer, int status) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    in("an answer", (answer.body() + " " + answer.headers()).getBytes(UTF_8));
  }

  void in(String place, byte @Nullable [] bytes) {
    if (bytes != null) {
      secrets.in(bytes).forEach(name -> note(name + " in " + place));
    }
  }

  private void readable(String place, byte[] bytes) {
    secrets.readableIn(bytes).forEach(name -> note(name + " in " + place));
  }

  private void note(String what) {
    if (!found.contains(what)) {
      found.add(what);
    }
  }

  private static byte[] sum(byte[] one, byte[] other) {
    return (new String(one, UTF_8) + "\n" + new String(other, UTF_8)).getBytes(UTF_8);
  }
}
