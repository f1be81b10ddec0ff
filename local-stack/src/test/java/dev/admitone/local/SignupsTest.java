package dev.admitone.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.InviteCodes;
import dev.admitone.schemas.RecordCodec;
import dev.admitone.schemas.Topics;
import dev.admitone.schemas.avro.RedemptionRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Signups over HTTP, as a frontend makes them: profile and use, or neither. */
class SignupsTest {

  private static final String PATH = "/api/auth/complete-phone-signup";

  private final Api api = Stack.api();
  private final Ledger ledger = Stack.ledger();

  @Test
  void aNewUserGetsUseAndProfileAndASecondRequestIsToldSo() throws Exception {
    String code = invite(3);
    String user = user();

    Api.Answer first = signUp(code, user, user, "Idempotency-Key", user);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().toString()).isEqualTo("{\"success\":true}");
    assertThat(ledger.uses(code)).isEqualTo(1);
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);

    Api.Answer second = signUp(code, user, user);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("error")).isEqualTo("You have already used this invite code");
    assertThat(second.outcome()).isEqualTo("ALREADY_USED");

    Api.Answer again = signUp(code, user, user, "Idempotency-Key", user);
    assertThat(again.body()).isEqualTo(first.body());
    Api.Answer otherProfile = signUp(code, user, user + "x", "Idempotency-Key", user);
    assertThat(otherProfile.status()).isEqualTo(422);
  }

  @Test
  void atOnceOnOneCodeAllGetInUntilItIsExhausted() throws Exception {
    String code = invite(3);
    List<Api.Answer> answers =
        Api.inParallel(
            5,
            _ -> {
              String user = user();
              return signUp(code, user, user, "Prefer", "wait=30");
            });
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(3);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allMatch(answer -> answer.outcome().equals("EXHAUSTED"));
    assertThat(profilesOfUsesOf(code)).isEqualTo(3);
  }

  @Test
  void atOnceOnTwoCodesOneGetsTheNameWhateverItsCaseAndTheOthersCodeIsNotUsed() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<String> codes = List.of(invite(1), invite(1));
      String name = user();
      List<Api.Answer> answers =
          Api.inParallel(
              2,
              i ->
                  signUp(
                      codes.get(i),
                      user(),
                      i == 0 ? name : name.toUpperCase(java.util.Locale.ROOT),
                      "Prefer",
                      "wait=30"));
      assertThat(answers.stream().map(Api.Answer::outcome))
          .containsExactlyInAnyOrder("", "USERNAME_TAKEN");
      int loser = answers.get(0).status() == 200 ? 1 : 0;
      assertThat(answers.get(loser).status()).isEqualTo(409);
      assertThat(ledger.uses(codes.get(loser))).isZero();
      assertThat(ledger.currentUses(codes.get(loser))).isZero();
      assertThat(ledger.uses(codes.get(1 - loser))).isEqualTo(1);
    }
  }

  @Test
  void anAddressOrANumberThatIsTakenIsSaidAndTheInviteIsNotUsed() throws Exception {
    String code = invite(9);
    String user = user();
    assertThat(signUp(code, user, user).status()).isEqualTo(200);
    String other = user();
    Map<String, Object> sameAddress = body(code, other, other);
    sameAddress.put("email", user.toUpperCase(java.util.Locale.ROOT) + "@example.com");
    assertThat(api.post(PATH, sameAddress).outcome()).isEqualTo("EMAIL_TAKEN");
    Map<String, Object> samePhone = body(code, other, other);
    samePhone.put("phone", body(code, user, user).get("phone"));
    assertThat(api.post(PATH, samePhone).outcome()).isEqualTo("PHONE_TAKEN");
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void aUseThatCameBeforeGetsItsProfile() throws Exception {
    String code = invite(1);
    String user = user();
    assertThat(api.redeem(code, user).status()).isEqualTo(200);
    assertThat(signUp(code, user, user).status()).isEqualTo(200);
    assertThat(ledger.currentUses(code)).isEqualTo(1);
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);
    assertThat(signUp(code, user, user).outcome()).isEqualTo("ALREADY_USED");
  }

  @Test
  void whoDoesNotWaitIsSignedUpAllTheSame() throws Exception {
    String code = invite(1);
    String user = user();
    Api.Answer accepted = signUp(code, user, user, "Prefer", "respond-async");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.text("message")).isEqualTo("Invite code is being processed");
    Api.Answer standing = api.get(accepted.header("Location"), "Prefer", "wait=30");
    assertThat(standing.outcome()).isEqualTo("REDEEMED");
    assertThat(profilesOfUsesOf(code)).isEqualTo(1);
  }

  @Test
  void aSealThatWasAlteredIsDeadLetteredAndItsRequesterTold() throws Exception {
    String code = invite(5);
    String user = user();
    assertThat(signUp(code, user, user).status()).isEqualTo(200);
    int partition = InviteCodes.partition(code, Topics.DEFAULT_PARTITION_COUNT);
    RedemptionRequest sealed = signupOf(code, partition);
    UUID id = UUID.randomUUID();
    RedemptionRequest moved = RedemptionRequest.newBuilder(sealed).setRequestId(id).build();
    long offset;
    try (var producer =
        new KafkaProducer<>(broker(), new ByteArraySerializer(), new ByteArraySerializer())) {
      offset =
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.REQUESTS,
                      partition,
                      code.getBytes(UTF_8),
                      RecordCodec.requests(1).encode(moved)))
              .get()
              .offset();
    }
    Api.Answer told =
        api.get(
            "/api/redemptions/%s?at=%d-%d".formatted(id, partition, offset), "Prefer", "wait=30");
    assertThat(told.text("status")).isEqualTo("DEAD_LETTERED");
    assertThat(told.text("reason")).isEqualTo("IMPOSSIBLE_CONTENT");
    assertThat(read(Topics.DEAD_LETTERS, partition, record -> key(record).equals(code)))
        .hasValueSatisfying(
            record ->
                assertThat(
                        new String(
                            record.headers().lastHeader(Topics.DEAD_LETTER_DETAIL_HEADER).value(),
                            UTF_8))
                    .isEqualTo("the sealed profile is not authentic"));
    assertThat(ledger.uses(code)).isEqualTo(1);
  }

  @Test
  void nothingOfAProfileCanBeReadInTheLog() throws Exception {
    String code = invite(1);
    String user = user();
    assertThat(signUp(code, user, "Readable_" + user.substring(0, 12)).status()).isEqualTo(200);
    int partition = InviteCodes.partition(code, Topics.DEFAULT_PARTITION_COUNT);
    signupOf(code, partition);
    for (String topic : List.of(Topics.REQUESTS, Topics.RESULTS)) {
      assertThat(
              read(
                  topic,
                  partition,
                  record -> {
                    String bytes = new String(record.value(), ISO_8859_1);
                    return bytes.contains("Readable_")
                        || bytes.contains("@example.com")
                        || bytes.contains("SecurePass");
                  }))
          .isEmpty();
    }
  }

  private Api.Answer signUp(String code, String user, String username, String... headers) {
    return api.post(PATH, body(code, user, username), headers);
  }

  /** Address and number are made from the user's id. */
  private static Map<String, Object> body(String code, String user, String username) {
    Map<String, Object> body = new HashMap<>();
    body.put("userId", user);
    body.put("email", user + "@example.com");
    body.put("password", "SecurePass123!");
    body.put("username", username);
    body.put("displayName", "Test User");
    body.put("inviteCode", code);
    body.put("phone", "+1555" + (1_000_000 + Math.floorMod(user.hashCode(), 9_000_000)));
    return body;
  }

  private static String user() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }

  private String invite(int maxUses) {
    String code = Codes.unique("SIGNUP");
    assertThat(api.createInvite(Map.of("code", code, "maxUses", maxUses)).status()).isEqualTo(201);
    return code;
  }

  private long profilesOfUsesOf(String code) throws SQLException {
    String sql =
        """
        select count(*) from profiles p
        join invite_uses u on u.id = p.invite_use_id and u.used_by = p.user_id
        join invites i on i.id = u.invite_id
        where i.code = ?
        """;
    try (Connection connection = ledger.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, code);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static Map<String, Object> broker() {
    return Map.of("bootstrap.servers", Stack.get().kafka().bootstrapServers());
  }

  private static RedemptionRequest signupOf(String code, int partition) throws Exception {
    RecordCodec<RedemptionRequest> codec = RecordCodec.requests(1);
    ConsumerRecord<byte[], byte[]> record =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    read(
                        Topics.REQUESTS,
                        partition,
                        one -> key(one).equals(code) && one.value().length > 400),
                Optional::isPresent)
            .orElseThrow();
    return codec.decode(record.value());
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  /** The first record of the partition, up to its end now, that the condition holds for. */
  private static Optional<ConsumerRecord<byte[], byte[]>> read(
      String topic,
      int partition,
      java.util.function.Predicate<ConsumerRecord<byte[], byte[]>> condition) {
    TopicPartition from = new TopicPartition(topic, partition);
    try (var consumer =
        new KafkaConsumer<>(broker(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(from));
      consumer.seekToBeginning(List.of(from));
      long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
      while (consumer.position(from) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (condition.test(record)) {
            return Optional.of(record);
          }
        }
      }
    }
    return Optional.empty();
  }
}
