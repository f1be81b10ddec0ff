package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.signup.ProfileSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** Signups on the whole way: sealed in the log, opened, decided, written with their uses. */
@ExtendWith({FreshSite.class, OutputCaptureExtension.class})
@Tag("services")
@Tag("essential")
class SignupsThroughTheLogTest {

  private static final String USES_WITHOUT_PROFILE =
      """
      select count(*) from invite_uses u
      full join profiles p on p.invite_use_id = u.id and p.user_id = u.used_by
      where u.id is null or p.user_id is null
      """;

  @Test
  void oneOfThoseWhoWantANameAtOnceOnManyCodesGetsItAndTheOthersCodesStayUnused(
      Site site, TestLog log) throws Exception {
    List<String> codes =
        IntStream.range(0, RunningProcessor.PARTITIONS)
            .mapToObj(SignupsThroughTheLogTest::codeOnPartition)
            .toList();
    int nameCount = 100;
    List<RedemptionRequest> signups = new ArrayList<>();
    for (int name = 0; name < nameCount; name++) {
      for (int i = 0; i < codes.size(); i++) {
        String username = (i % 2 == 0 ? "name-" : "NAME-") + name;
        signups.add(TestRequests.signUp(codes.get(i), "user-%d-%d".formatted(name, i), username));
      }
    }
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      for (String code : codes) {
        log.append(TestRequests.create(code, null));
      }
      log.append(signups);
      patiently().until(() -> log.results().size() == signups.size() + codes.size());

      assertThat(words(log, "REDEEMED")).isEqualTo(nameCount);
      assertThat(words(log, "USERNAME_TAKEN")).isEqualTo(signups.size() - nameCount);
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
      assertThat(number(jdbc, "select count(*) from profiles")).isEqualTo(nameCount);
      assertThat(number(jdbc, "select sum(current_uses) from invites")).isEqualTo(nameCount);
      assertThat(number(jdbc, USES_WITHOUT_PROFILE)).isZero();
    }
  }

  @Test
  void stoppedAfterTheCommitItGivesTheSameAnswersAfterwardsAndProfileAndUseStayTogether(
      Site site, TestLog log) throws Exception {
    String code = codeOnPartition(0);
    String other = codeOnPartition(1);
    List<RedemptionRequest> requests =
        List.of(
            TestRequests.create(code, 2L),
            TestRequests.create(other, 2L),
            TestRequests.signUp(code, "ann", "name"),
            TestRequests.redeem(code, "bob"),
            TestRequests.signUp(code, "bob", "other"),
            TestRequests.signUp(code, "joe", "third"));
    List<@Nullable String> ledger;
    try (RunningProcessor processor = RunningProcessor.start(site, List.of(PortFaults.class))) {
      processor.bean(PortFaults.class).publishing((_, _, _) -> new CompletableFuture<>());
      log.append(requests);
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
      patiently().until(() -> contents(jdbc).size() == requests.size() + 2);
      ledger = contents(jdbc);
    }
    assertThat(log.results()).isEmpty();

    try (RunningProcessor processor = RunningProcessor.start(site)) {
      patiently().until(() -> log.results().size() == requests.size());
      assertThat(log.resultsFor(code))
          .extracting(told -> TestLog.word(told.value()))
          .containsExactly("DONE", "REDEEMED", "REDEEMED", "REDEEMED", "EXHAUSTED");
      // Who has the name was decided before the stop, and stays so.
      RedemptionRequest late = TestRequests.signUp(other, "sue", "NAME");
      log.append(late);
      patiently().until(() -> !log.results(late.getRequestId()).isEmpty());
      assertThat(TestLog.word(log.results(late.getRequestId()).getFirst().value()))
          .isEqualTo("USERNAME_TAKEN");
      JdbcTemplate jdbc = processor.bean(JdbcTemplate.class);
      assertThat(contents(jdbc)).containsAll(ledger);
      assertThat(number(jdbc, USES_WITHOUT_PROFILE)).isZero();
    }
  }

  @Test
  void aSealWhoseKeyIsMissingIsWaitedForAndDecidedOnceTheKeyIsThere(Site site, TestLog log)
      throws Exception {
    String code = codeOnPartition(0);
    String newKeyset = ProfileSeal.newKeyset();
    RedemptionRequest early =
        TestRequests.signUp(ProfileSeal.of(newKeyset, 1), UUID.randomUUID(), code, "ann", "name");
    try (RunningProcessor processor = RunningProcessor.start(site)) {
      log.append(TestRequests.create(code, null));
      patiently().until(() -> log.results().size() == 1);
      log.append(early);
      patiently()
          .untilAsserted(
              () ->
                  assertThat(processor.actuator("health/readiness").body())
                      .contains("is not among the enabled keys of the seal's keyset: add it"));
      assertThat(processor.actuator("health/readiness").statusCode()).isEqualTo(503);
    }
    assertThat(log.results()).hasSize(1);
    assertThat(log.deadLetters()).isEmpty();

    try (RunningProcessor _ = RunningProcessor.start(site, "admit-one.seal.keyset=" + newKeyset)) {
      patiently().until(() -> !log.results(early.getRequestId()).isEmpty());
      assertThat(TestLog.word(log.results(early.getRequestId()).getFirst().value()))
          .isEqualTo("REDEEMED");
    }
  }

  @Test
  void withoutAKeysetItDoesNotStartAndSaysWhatToSet(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(() -> RunningProcessor.start(site, "admit-one.seal.keyset=").close());
    assertThat(output)
        .contains("admit-one.seal.keyset is missing: set admit-one.seal.keyset-file")
        .contains("ADMITONE_SEAL_KEYSETFILE")
        .doesNotContain("\tat ");
  }

  @Test
  void aKeysetThatIsNoneIsNamedAndNotRepeated(Site site, CapturedOutput output) {
    assertThatException()
        .isThrownBy(() -> RunningProcessor.start(site, "admit-one.seal.keyset=sesame").close());
    assertThat(output)
        .contains("admit-one.seal.keyset cannot be used, it is no AEAD keyset")
        .doesNotContain("sesame");
  }

  private static long words(TestLog log, String word) {
    return log.results().stream().filter(told -> TestLog.word(told.value()).equals(word)).count();
  }

  private static List<@Nullable String> contents(JdbcTemplate jdbc) {
    return jdbc.queryForList(
        """
        select 'decision ' || t::text from redemption_decisions t
        union all select 'profile ' || t::text from profiles t
        order by 1
        """,
        String.class);
  }

  private static long number(JdbcTemplate jdbc, String sql) {
    Long number = jdbc.queryForObject(sql, Long.class);
    return number == null ? -1 : number;
  }

  private static String codeOnPartition(int partition) {
    return Stream.generate(TestRequests::newCode)
        .filter(code -> TestLog.partitionOf(code) == partition)
        .findFirst()
        .orElseThrow();
  }
}
