package dev.admitone.system.promises;

import static dev.admitone.testsupport.Await.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.schemas.codes.InviteCodes;
import dev.admitone.schemas.topics.Topics;
import dev.admitone.testsupport.ApiClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P7: what somebody enters stands in {@code profiles} and nowhere else, whatever becomes of the
 * signup; the password stands nowhere. Searched are all records of all topics, every line of the
 * services' logs, what they tell on their management ports, every trace, every table, and the files
 * of broker and database.
 */
@Timeout(900)
@Tag("services")
@Tag("essential")
class P7NoSecretsTest {

  private static final String PATH = "/api/auth/complete-phone-signup";
  private static final String CODE = "P7-CODE";
  private static final String OTHER_CODE = "P7-OTHER";

  private static final Person ANN = Person.of("Quillfeather", "8675309");
  private static final Person BEN = Person.of("Zwetschgen", "7041776");
  private static final Person CARA = Person.of("Oxymoronic", "9182736");
  private static final Person DAN = Person.of("Jabberwock", "6473829");

  /** What a caller puts into everything beside the fields of its call. */
  private static final String ASIDE = "Kumquat.Wrapper@Example.net";

  private static final List<String> HEADERS =
      List.of(
          "tracestate",
          "baggage",
          "correlation-context",
          "uber-trace-id",
          "X-Cloud-Trace-Context",
          "X-Amzn-Trace-Id",
          "X-Request-Id",
          "X-Correlation-Id",
          "User-Agent",
          "Referer",
          "From",
          "Via",
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-User",
          "Accept-Language",
          "Cookie",
          "X-Anything");

  @TempDir private Path directory;

  private final P7Search search = new P7Search();

  @Test
  void nothingOfASignupIsFoundOutsideOfProfiles() throws Exception {
    search.add("what a caller adds", ASIDE);
    for (Person person : List.of(ANN, BEN, CARA, DAN)) {
      search.add(person, person.equals(CARA) ? OTHER_CODE : CODE);
    }
    try (P7Environment site = new P7Environment(directory)) {
      for (String code : List.of(CODE, OTHER_CODE)) {
        assertThat(site.api().createInvite(Map.of("code", code)).status()).isEqualTo(201);
      }
      granted(site);
      aside(site);
      refused(site);
      malformed(site);
      altered(site);
      withoutTheDatabase(site);
      search.addHashes(site.ledger());

      search.topics(site, ANN);
      search.managementPages(site);
      search.traces(site, PATH);
      search.tables(site);
      List<String> profiles = site.filesOf("profiles");
      site.stop();
      search.logs(site);
      search.files(site, profiles);
    }
    assertThat(search.found()).isEmpty();
  }

  private void granted(P7Environment site) throws Exception {
    ApiClient api = site.api();
    search.told(api.post(PATH, ANN.signup(CODE), "Idempotency-Key", "ann"), 200);
    search.told(api.post(PATH, ANN.signup(CODE), "Idempotency-Key", "ann"), 200);
    ApiClient.Response accepted = api.post(PATH, BEN.signup(CODE), "Prefer", "respond-async");
    search.told(accepted, 202);
    String location = accepted.header("Location");
    ApiClient.Response standing = api.get(location, "Prefer", "wait=30");
    search.told(standing, 200);
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
    String events = api.raw(location.replace("?", "/events?"));
    assertThat(events).contains("REDEEMED");
    search.in("an event", events.getBytes(UTF_8));
  }

  /** Each call that changes something, with that text in every header and in the query. */
  private void aside(P7Environment site) {
    List<String> headers = new ArrayList<>(List.of("Prefer", "wait=30; why=" + ASIDE));
    for (String name : HEADERS) {
      headers.add(name);
      headers.add("shop=" + ASIDE);
    }
    // A version that is not known yet may have more behind the flags.
    headers.add("traceparent");
    headers.add("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-" + ASIDE);
    ApiClient api = site.api();
    String code = "P7-ASIDE";
    String query = "?why=" + ASIDE;
    String use = "00000000-0000-4000-8000-000000000007";
    for (String key : new String[] {"", ASIDE}) {
      List<String> all = new ArrayList<>(headers);
      if (!key.isEmpty()) {
        all.addAll(List.of("Idempotency-Key", key));
      }
      String[] given = all.toArray(String[]::new);
      Map<String, Object> redeem = Map.of("code", code + key.length(), "userId", "user-7");
      search.told(api.post("/api/redemptions" + query, redeem, given), 404);
      if (key.isEmpty()) {
        search.told(api.post("/api/invites" + query, Map.of("code", code), given), 201);
        Map<String, Object> release = Map.of("code", code, "reason", "none");
        String path = "/api/redemptions/%s/release%s".formatted(use, query);
        search.told(api.post(path, release, given), 404);
        search.told(api.post(PATH + query, ANN.signup(code), given), 409);
      }
    }
  }

  private void refused(P7Environment site) {
    ApiClient api = site.api();
    search.told(api.post(PATH, ANN.signup(CODE)), 409);
    search.told(api.post(PATH, ANN.signup("P7-NONE")), 404);
    Map<String, Object> otherProfile = ANN.signup(CODE);
    otherProfile.put("displayName", DAN.displayName());
    search.told(api.post(PATH, otherProfile, "Idempotency-Key", "ann"), 422);
    for (String taken : List.of("username", "email", "phone")) {
      Map<String, Object> conflict = DAN.signup(OTHER_CODE);
      conflict.put(taken, ANN.signup(CODE).get(taken));
      ApiClient.Response answer = api.post(PATH, conflict);
      search.told(answer, 409);
      assertThat(answer.outcome()).endsWith("_TAKEN");
    }
  }

  private void malformed(P7Environment site) throws Exception {
    for (String field : DAN.signup(CODE).keySet()) {
      Map<String, Object> text = DAN.signup(CODE);
      text.put(field, text.get(field) + "\u0000");
      search.told(site.api().post(PATH, text), 400);
      Map<String, Object> object = DAN.signup(CODE);
      object.put(field, Map.of(DAN.email(), DAN.password()));
      search.told(site.api().post(PATH, object), 400);
    }
    Map<String, Object> large = DAN.signup(CODE);
    large.put("more", DAN.password().repeat(2_000));
    search.told(site.api().post(PATH, large), 413);
    for (String body :
        List.of(
            DAN.email(),
            "{\"email\":%s,\"password\":%s}".formatted(DAN.email(), DAN.password()),
            "{\"%s\":\"%s\",\"password\":\"%s".formatted(DAN.phone(), DAN.email(), DAN.password()),
            "[\"%s\",\"%s\"]".formatted(DAN.email(), DAN.password()))) {
      for (String type : List.of("application/json", "text/plain", "application/" + DAN.email())) {
        String answer = site.api().rawPost(PATH, body, type);
        assertThat(answer).startsWith("4");
        search.in("the answer to what is malformed", answer.getBytes(UTF_8));
      }
    }
  }

  /** The seal of another request, and one with another last byte, and half of a record. */
  private void altered(P7Environment site) throws Exception {
    int partition = InviteCodes.partition(CODE, Topics.PARTITION_COUNT_DEFAULT);
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

  private void withoutTheDatabase(P7Environment site) {
    site.stopDatabase();
    ApiClient.Response accepted =
        site.api().post(PATH, CARA.signup(OTHER_CODE), "Idempotency-Key", "c", "Prefer", "wait=1");
    search.told(accepted, 202);
    patiently().until(() -> !site.isReady());
    // Readiness asks for itself; the lane, whose words are searched, may still wait for a
    // connection.
    patiently().until(() -> Files.readString(site.log("processor")).contains("The lane waits"));
    site.startDatabase();
    patiently().until(site::isReady);
    ApiClient.Response standing = site.api().get(accepted.header("Location"), "Prefer", "wait=30");
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
  }

  private List<ConsumerRecord<byte[], byte[]>> all(P7Environment site, String topic)
      throws Exception {
    return site.records().getOrDefault(topic, List.of());
  }
}
