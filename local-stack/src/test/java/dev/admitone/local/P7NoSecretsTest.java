package dev.admitone.local;

import static dev.admitone.local.Waiting.patiently;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.InviteCodes;
import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.Topics;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P7: what somebody enters stands in {@code profiles} and nowhere else, whatever becomes of the
 * signup; the password stands nowhere. Searched are all records of all topics, every line of the
 * services' logs, what they tell on their management ports, every trace, every table, and the files
 * of broker and database.
 */
@Timeout(420)
class P7NoSecretsTest {

  private static final String PATH = "/api/auth/complete-phone-signup";
  private static final String CODE = "P7-CODE";
  private static final String OTHER_CODE = "P7-OTHER";

  private static final Person ANN = Person.of("Quillfeather", "8675309");
  private static final Person BEN = Person.of("Zwetschgen", "7041776");
  private static final Person CARA = Person.of("Oxymoronic", "9182736");
  private static final Person DAN = Person.of("Jabberwock", "6473829");

  @TempDir private Path directory;

  private final Secrets secrets = new Secrets();
  private final Secrets passwords = new Secrets();
  private final List<String> found = new ArrayList<>();

  @Test
  void nothingOfASignupIsFoundOutsideOfProfiles() throws Exception {
    for (Person person : List.of(ANN, BEN, CARA, DAN)) {
      person.addTo(secrets, person.equals(CARA) ? OTHER_CODE : CODE);
      passwords.add("password", person.password());
    }
    try (P7Site site = new P7Site(directory)) {
      for (String code : List.of(CODE, OTHER_CODE)) {
        assertThat(site.api().createInvite(Map.of("code", code)).status()).isEqualTo(201);
      }
      granted(site);
      refused(site);
      malformed(site);
      altered(site);
      withoutTheDatabase(site);
      addHashes(site.ledger());

      searchTopics(site);
      searchManagementPages(site);
      searchTraces(site);
      searchTables(site);
      List<String> profiles = site.filesOf("profiles");
      site.stop();
      searchLogs(site);
      searchFiles(site, profiles);
    }
    assertThat(found).isEmpty();
  }

  private void granted(P7Site site) throws Exception {
    Api api = site.api();
    told(api.post(PATH, ANN.signup(CODE), "Idempotency-Key", "ann"), 200);
    told(api.post(PATH, ANN.signup(CODE), "Idempotency-Key", "ann"), 200);
    Api.Answer accepted = api.post(PATH, BEN.signup(CODE), "Prefer", "respond-async");
    told(accepted, 202);
    String location = accepted.header("Location");
    Api.Answer standing = api.get(location, "Prefer", "wait=30");
    told(standing, 200);
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
    String events = api.raw(location.replace("?", "/events?"));
    assertThat(events).contains("REDEEMED");
    search("an event", events.getBytes(UTF_8));
  }

  private void refused(P7Site site) {
    Api api = site.api();
    told(api.post(PATH, ANN.signup(CODE)), 409);
    told(api.post(PATH, ANN.signup("P7-NONE")), 404);
    Map<String, Object> otherProfile = ANN.signup(CODE);
    otherProfile.put("displayName", DAN.displayName());
    told(api.post(PATH, otherProfile, "Idempotency-Key", "ann"), 422);
    for (String taken : List.of("username", "email", "phone")) {
      Map<String, Object> conflict = DAN.signup(OTHER_CODE);
      conflict.put(taken, ANN.signup(CODE).get(taken));
      Api.Answer answer = api.post(PATH, conflict);
      told(answer, 409);
      assertThat(answer.outcome()).endsWith("_TAKEN");
    }
  }

  private void malformed(P7Site site) throws Exception {
    for (String field : DAN.signup(CODE).keySet()) {
      Map<String, Object> text = DAN.signup(CODE);
      text.put(field, text.get(field) + "\u0000");
      told(site.api().post(PATH, text), 400);
      Map<String, Object> object = DAN.signup(CODE);
      object.put(field, Map.of(DAN.email(), DAN.password()));
      told(site.api().post(PATH, object), 400);
    }
    Map<String, Object> large = DAN.signup(CODE);
    large.put("more", DAN.password().repeat(2_000));
    told(site.api().post(PATH, large), 413);
    for (String body :
        List.of(
            DAN.email(),
            "{\"email\":%s,\"password\":%s}".formatted(DAN.email(), DAN.password()),
            "{\"%s\":\"%s\",\"password\":\"%s".formatted(DAN.phone(), DAN.email(), DAN.password()),
            "[\"%s\",\"%s\"]".formatted(DAN.email(), DAN.password()))) {
      for (String type : List.of("application/json", "text/plain", "application/" + DAN.email())) {
        String answer = site.api().rawPost(PATH, body, type);
        assertThat(answer).startsWith("4");
        search("the answer to what is malformed", answer.getBytes(UTF_8));
      }
    }
  }

  /** The seal of another request, and one with another last byte, and half of a record. */
  private void altered(P7Site site) throws Exception {
    int partition = InviteCodes.partition(CODE, Topics.DEFAULT_PARTITION_COUNT);
    RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);
    RedemptionRequest signup = null;
    for (ConsumerRecord<byte[], byte[]> record : all(site, Topics.REQUESTS)) {
      RedemptionRequest request = codec.decode(record.value());
      if (request.getRedeem() != null && request.getCode().equals(CODE)) {
        signup = request;
      }
    }
    assertThat(signup).isNotNull();
    RedemptionRequest moved =
        RedemptionRequest.newBuilder(signup).setRequestId(UUID.randomUUID()).build();
    ByteBuffer seal = moved.getRedeem().getSignup().getSealedProfile();
    seal.put(seal.limit() - 1, (byte) ~seal.get(seal.limit() - 1));
    byte[] whole = codec.encode(moved);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] value : List.of(whole, java.util.Arrays.copyOf(whole, whole.length / 2))) {
        var _ =
            producer.send(
                new ProducerRecord<>(Topics.REQUESTS, partition, CODE.getBytes(UTF_8), value));
      }
    }
    patiently().until(() -> all(site, Topics.DEAD_LETTERS).size() == 2);
  }

  private void withoutTheDatabase(P7Site site) {
    site.stopDatabase();
    Api.Answer accepted =
        site.api().post(PATH, CARA.signup(OTHER_CODE), "Idempotency-Key", "c", "Prefer", "wait=1");
    told(accepted, 202);
    patiently().until(() -> !site.isReady());
    site.startDatabase();
    patiently().until(site::isReady);
    Api.Answer standing = site.api().get(accepted.header("Location"), "Prefer", "wait=30");
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
  }

  /** What the password became is a secret of the same kind, and so are its two halves. */
  private void addHashes(Ledger ledger) throws Exception {
    List<String> hashes = ledger.texts("select password_hash from profiles order by 1");
    assertThat(hashes).hasSize(3).allMatch(hash -> hash.startsWith("$argon2id$"));
    for (String hash : hashes) {
      String[] parts = hash.split("\\$", -1);
      secrets.addReadable("hash", hash);
      secrets.addReadable("hash", parts[parts.length - 1]);
      secrets.addReadable("salt", parts[parts.length - 2]);
    }
  }

  private void searchTopics(P7Site site) throws Exception {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> records = site.records();
    assertThat(records)
        .containsKeys(Topics.REQUESTS, Topics.RESULTS, Topics.INVITES, Topics.DEAD_LETTERS)
        .containsKey("__consumer_offsets");
    assertThat(count(records.get(Topics.REQUESTS), ANN.userId())).isGreaterThan(2);
    records.forEach(
        (topic, all) ->
            all.forEach(
                record -> {
                  search("key in " + topic, record.key());
                  search("value in " + topic, record.value());
                  for (Header header : record.headers()) {
                    search("header in " + topic, header.key().getBytes(UTF_8));
                    search("header in " + topic, header.value());
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

  private void searchManagementPages(P7Site site) throws Exception {
    Map<String, byte[]> pages = site.managementPages();
    assertThat(pages.values().stream().map(page -> new String(page, UTF_8)))
        .anyMatch(page -> page.contains("admitone_signup_hash_seconds_count"))
        .anyMatch(page -> page.contains("admitone_dead_letters_total"));
    pages.forEach(this::search);
  }

  private void searchTraces(P7Site site) {
    patiently()
        .until(
            () ->
                site.traces().exports().stream()
                        .map(export -> new String(export, ISO_8859_1))
                        .filter(
                            export -> export.contains(PATH) || export.contains("decide redemption"))
                        .count()
                    >= 2);
    site.traces().exports().forEach(export -> search("a trace", export));
  }

  private void searchTables(P7Site site) throws Exception {
    Map<String, byte[]> tables = new HashMap<>();
    for (String row : site.ledger().dump()) {
      if (row.startsWith("profiles ")) {
        assertThat(secrets.in(row.getBytes(UTF_8))).contains("e-mail", "phone", "hash");
        assertThat(passwords.in(row.getBytes(UTF_8))).isEmpty();
      } else {
        tables.merge("a table: " + row.split(" ", 2)[0], row.getBytes(UTF_8), P7NoSecretsTest::sum);
      }
    }
    assertThat(tables).containsKey("a table: redemption_decisions");
    tables.forEach(this::search);
  }

  private void searchLogs(P7Site site) throws Exception {
    for (String service : List.of("gateway", "processor")) {
      String log = Files.readString(site.log(service));
      assertThat(log).contains("\"log\":{\"level\":\"INFO\"");
      log.lines().forEach(line -> search("the log of the " + service, line.getBytes(UTF_8)));
    }
    assertThat(Files.readString(site.log("processor"))).contains("Dead-lettered", "The lane waits");
  }

  /** The write-ahead log has each row that is written, and so those of profiles. */
  private void searchFiles(P7Site site, List<String> profiles) throws Exception {
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

  private List<ConsumerRecord<byte[], byte[]>> all(P7Site site, String topic) throws Exception {
    return site.records().getOrDefault(topic, List.of());
  }

  /** Whoever is answered is not told again what it has sent. */
  private void told(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    search("an answer", (answer.body() + " " + answer.headers()).getBytes(UTF_8));
  }

  private void search(String place, byte @Nullable [] bytes) {
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
