package dev.admitone.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.ops.Ops.Ended;
import dev.admitone.local.secrets.TokenKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What commands of operators send and print, and how they end. */
class OpsCommandTest {

  private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.secret";
  private static final String INVITE =
      "{\"code\":\"HOT\",\"state\":\"USABLE\",\"maxUses\":5,\"currentUses\":3}";
  private static final String CHANGED = "200 {\"requestId\":\"r\",\"invite\":%s}".formatted(INVITE);
  private static final String SET_ID = "11111111-2222-4333-8444-555555555555";
  private static final String SET =
      "{\"id\":\"%s\",\"state\":\"FROZEN\",\"codes\":3}".formatted(SET_ID);
  private static final String DONE =
      SET.replace("FROZEN", "DONE").replace("}", ",\"revoked\":3,\"finishedAt\":\"2026-01-01\"}");
  private static final String NO_CODE =
      "404 {\"error\":\"The ledger has no invite with this code\",\"reason\":\"UNKNOWN_CODE\"}";

  @TempDir Path directory;
  private FalseConsole console;

  @BeforeEach
  void start() throws IOException {
    console = new FalseConsole();
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private Ended run(String... arguments) {
    return Ops.run(environment(), arguments);
  }

  private Map<String, String> environment() {
    return Map.of("ADMIT_OPS_URL", console.address(), "ADMIT_OPS_TOKEN", TOKEN);
  }

  @Test
  void aCodeIsShownWithItsLatestUsesAndRefusals() {
    console
        .on("GET /api/ops/invites/HOT", "200 " + INVITE)
        .on(
            "GET /api/ops/invites/HOT/uses",
            "200 {\"items\":[{\"usedAt\":\"2026-01-01T00:00:00Z\",\"userId\":\"bob\","
                + "\"code\":\"HOT\",\"requestId\":\"r1\"}],\"partial\":false}")
        .on("GET /api/ops/invites/HOT/refusals", "200 {\"items\":[],\"partial\":false}");
    Ended ended = run("code", "HOT");
    assertThat(ended.status()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.output())
        .containsPattern("(?m)^code +HOT$")
        .containsPattern("(?m)^uses +3 of 5$")
        .containsPattern("(?m)^2026-01-01T00:00:00Z  bob +HOT +r1$")
        .containsPattern("(?m)^None\\.$")
        .doesNotContain("\033");
  }

  @Test
  void programsGetTheConsolesJsonAsItIs() {
    console.on("GET /api/ops/invites/HOT", "200 " + INVITE);
    Ended ended = run("code", "HOT", "--json");
    assertThat(ended.output()).isEqualTo(INVITE + "\n");
    assertThat(console.calls()).containsExactly("GET /api/ops/invites/HOT");
  }

  @Test
  void whatIsRefusedIsSaidInASentenceOrAsTheProblemAndEndsWithOne() {
    console.on("GET /api/ops/invites/NONE", NO_CODE);
    Ended forPeople = run("code", "NONE");
    assertThat(forPeople.status()).isEqualTo(1);
    assertThat(forPeople.errors().strip())
        .isEqualTo("The ledger has no invite with this code (UNKNOWN_CODE)");
    Ended forPrograms = run("code", "NONE", "--json");
    assertThat(forPrograms.status()).isEqualTo(1);
    assertThat(forPrograms.output()).isEmpty();
    assertThat(forPrograms.errors().strip()).isEqualTo(NO_CODE.substring("404 ".length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                       | Which command?
          code                                     | Missing required parameter: 'CODE'
          code HOT --colour                        | --colour' is unknown
          code HOT --uses --refusals               | Either --uses or --refusals
          code HOT --limit 3                       | need --uses or --refusals
          codes --url nowhere                      | is to be the address of a console
          codes --token-file none                  | none does not exist
          codes --url https://ops.example.org      | Which token?
          topics --key HOT                         | Records of which topic?
          topics invites --at 1-2 --key HOT        | it goes with no search
          topics invites --at 1-2 --key-hex 00ff   | it goes with no search
          export everything                        | There is no list 'everything'
          export uses                              | need --code or --user
          change HOT --reason why                  | What is to change?
          change HOT --max-uses 3                  | Missing required option: '--reason
          revoke --reason why                      | Which codes?
          revoke HOT                               | Why?
          revoke HOT --prefix H --reason why       | Which codes?
          release r1 --yes 1                       | Why?
          repair HOT                               | Why?
          repair --reason why                      | Missing required parameter: 'CODE'
          erase ann                                | Why?
          end-session 4711-1                       | Why?
          dead-letters --send-again                | Which dead letters?
          dead-letters A --send-again --set-aside  | One of --send-again
          """)
  void aWrongCommandLineEndsWithTwoAndNothingIsSent(String line, String message) {
    String[] arguments =
        Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty()).toArray(String[]::new);
    // Without a token, so that a command for another machine asks for one.
    Ended ended = Ops.run(Map.of("ADMIT_OPS_URL", console.address()), arguments);
    assertThat(ended.errors()).contains(message);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(console.calls()).isEmpty();
  }

  @Test
  void withoutATokenTheStackOfThisMachineSignsOneWithTheRightsThatAreNeeded() {
    var _ = TokenKey.in(directory.resolve("token-key.json"));
    Map<String, String> environment =
        Map.of("ADMIT_OPS_URL", console.address(), "ADMIT_DATA_DIR", directory.toString());
    console
        .on("GET /api/ops/invites", "200 {\"items\":[]}")
        .on("POST /api/ops/invites", CHANGED.replaceFirst("200", "201"));
    assertThat(Ops.run(environment, "codes").status()).isZero();
    assertThat(Ops.run(environment, "create", "HOT", "--reason", "why").status()).isZero();
    assertThat(console.tokens())
        .extracting(OpsCommandTest::scope)
        .containsExactly("invites:read", "invites:admin");
  }

  private static String scope(String token) {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return JsonMapper.shared().readTree(claims).path("scope").asString("");
  }

  @Test
  void aFileHasTheTokenAndNothingPrintsIt() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    console.on(
        "GET /api/ops/invites/HOT",
        "403 {\"error\":\"%s\",\"reason\":\"SCOPE_MISSING\"}".formatted(TOKEN));
    Ended ended =
        Ops.run(
            Map.of(), "code", "HOT", "--url", console.address(), "--token-file", file.toString());
    assertThat(ended.errors()).contains("[token] (SCOPE_MISSING)").doesNotContain(TOKEN);
  }

  @Test
  void aUserIsErasedOnlyWithTheNumberOfItsCodes() {
    String erasure =
        "200 {\"dryRun\":true,\"pseudonym\":\"erased-1\",\"hasProfile\":true,\"complete\":true,"
            + "\"codes\":[{\"code\":\"HOT\",\"uses\":1,\"releases\":0,\"refusals\":2}]}";
    console.on("POST /api/ops/user/erasure", erasure);
    Ended shown = run("erase", "ann", "--reason", "asked for it");
    assertThat(shown.status()).isZero();
    assertThat(shown.output())
        .containsPattern("(?m)^pseudonym +erased-1$")
        .containsPattern("(?m)^HOT +1 +0 +2")
        .contains("Nothing was erased.", "--yes 1");
    Ended other = run("erase", "ann", "--reason", "asked for it", "--yes", "2");
    assertThat(other.status()).isEqualTo(1);
    assertThat(console.calls()).hasSize(2);
    Ended erased = run("erase", "ann", "--reason", "asked for it", "--yes", "1");
    assertThat(erased.status()).isZero();
    assertThat(erased.output()).contains("The user is erased.");
    assertThat(console.calls()).hasSize(4);
  }

  @Test
  void aUserWithMoreCodesThanOneRunTakesIsNotSaidToBeErased() {
    console.on(
        "POST /api/ops/user/erasure",
        "200 {\"dryRun\":true,\"codes\":[{\"code\":\"HOT\"}],\"more\":true,\"complete\":true}",
        "200 {\"dryRun\":true,\"codes\":[{\"code\":\"HOT\"}],\"more\":true,\"complete\":true}",
        "202 {\"codes\":[{\"code\":\"HOT\"}],\"more\":true,\"complete\":false}");
    assertThat(run("erase", "ann", "--reason", "asked for it").output())
        .contains("More codes of the user are known", "--yes 1");
    assertThat(run("erase", "ann", "--reason", "asked for it", "--yes", "1").output())
        .contains("The user is not erased yet: more codes are known. Run it again")
        .doesNotContain("The user is erased.");
  }

  @Test
  void aCodeIsRevokedOnlyWithItsNumber() {
    console
        .on("GET /api/ops/invites/HOT", "200 " + INVITE)
        .on("POST /api/ops/invites/HOT/revocation", CHANGED);
    Ended shown = run("revoke", "HOT", "--reason", "leaked");
    assertThat(shown.status()).isZero();
    assertThat(shown.output()).contains("Nothing was revoked.", "--yes 1");
    Ended other = run("revoke", "HOT", "--reason", "leaked", "--yes", "2");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.errors()).contains("Nothing was changed: --yes says 2, but there are 1.");
    assertThat(console.bodies()).isEmpty();
    assertThat(run("revoke", "HOT", "--reason", "leaked", "--yes", "1").status()).isZero();
    assertThat(console.bodies()).containsExactly("{\"reason\":\"leaked\"}");
  }

  @Test
  void aCountIsShownBesideTheUsesAndRepairedOnlyWithItsNumber() {
    String counts = "{\"code\":\"HOT\",\"currentUses\":5,\"countedUses\":3,\"dryRun\":%s%s}";
    console.on(
        "POST /api/ops/invites/HOT/count-repair",
        "200 " + counts.formatted("true", ""),
        "200 " + counts.formatted("false", ",\"requestId\":\"r1\",\"invite\":" + INVITE),
        "202 " + counts.formatted("false", ",\"requestId\":\"r2\""),
        "200 " + counts.replace("5", "3").formatted("true", ""));
    Ended shown = run("repair", "HOT", "--reason", "stuck");
    assertThat(shown.status()).isZero();
    assertThat(shown.output())
        .containsPattern("(?m)^counts +5$")
        .containsPattern("(?m)^has uses +3$")
        .contains("Nothing was changed.", "--yes 1");
    Ended other = run("repair", "HOT", "--reason", "stuck", "--yes", "2");
    assertThat(other.status()).isEqualTo(1);
    assertThat(console.calls())
        .containsExactly("POST /api/ops/invites/HOT/count-repair?dryRun=true");

    Ended repaired = run("repair", "HOT", "--reason", "stuck", "--yes", "1");
    assertThat(repaired.output()).containsPattern("(?m)^uses +3 of 5$");
    assertThat(console.calls())
        .last()
        .isEqualTo("POST /api/ops/invites/HOT/count-repair?dryRun=false");
    assertThat(console.bodies()).last().isEqualTo("{\"reason\":\"stuck\"}");
    assertThat(run("repair", "HOT", "--reason", "stuck", "--yes", "1").output())
        .contains("not decided yet: ./admit ops request r2");
    assertThat(run("repair", "HOT", "--reason", "stuck").output())
        .contains("there is nothing to repair");
  }

  @Test
  void aSessionIsShownAndEndedOnlyWithItsNumber() {
    String session =
        "{\"id\":\"4711-1\",\"role\":\"reports\",\"application\":\"psql\",\"waiting\":2,"
            + "\"state\":\"idle in transaction\"}";
    console
        .on("GET /api/ops/sessions", "200 {\"sessions\":[%s]}".formatted(session))
        .on("POST /api/ops/sessions/4711-1/end", "200 " + session);
    assertThat(run("sessions").output())
        .containsPattern("(?m)^4711-1 +reports +psql .*idle in transaction +2");
    Ended shown = run("end-session", "4711-1", "--reason", "left open");
    assertThat(shown.output())
        .containsPattern("(?m)^role +reports$")
        .contains("Nothing was ended.", "--yes 1");
    assertThat(console.calls()).last().isEqualTo("POST /api/ops/sessions/4711-1/end?dryRun=true");
    Ended ended = run("end-session", "4711-1", "--reason", "left open", "--yes", "1");
    assertThat(ended.output()).contains("The session is ended");
    assertThat(console.calls()).last().isEqualTo("POST /api/ops/sessions/4711-1/end?dryRun=false");
    assertThat(console.bodies()).last().isEqualTo("{\"reason\":\"left open\"}");
  }

  @Test
  void codesOfAFilterAreRevokedAsTheSetThatWasCounted() {
    console
        .on("POST /api/ops/revocations", "201 " + SET)
        .on("GET /api/ops/revocations/" + SET_ID, "200 " + SET, "200 " + DONE)
        .on("POST /api/ops/revocations/%s/confirmation".formatted(SET_ID), "202 " + SET);
    Ended shown = run("revoke", "--prefix", "H", "--reason", "leaked");
    assertThat(shown.output())
        .contains("exactly these 3 codes: --set %s --yes 3".formatted(SET_ID));
    assertThat(console.bodies())
        .containsExactly("{\"filter\":{\"prefix\":\"H\"},\"reason\":\"leaked\"}");
    Ended revoked = run("revoke", "--set", SET_ID, "--yes", "3");
    assertThat(revoked.status()).isZero();
    assertThat(revoked.output()).containsPattern("(?m)^revoked +3$");
    assertThat(console.bodies()).last().isEqualTo("{\"codes\":3}");
  }

  @Test
  void aFileIsReadAndCountedBeforeItsCodesAreMade() throws IOException {
    Path file = Files.writeString(directory.resolve("codes.csv"), "code\nA-1\nA-2\n");
    console.on(
        "POST /api/ops/imports",
        "200 {\"dryRun\":true,\"lines\":3,\"invites\":2,\"bad\":{},\"badLines\":[]}");
    assertThat(run("import", file.toString()).output()).contains("--reason TEXT --yes 2");
    assertThat(console.calls()).containsExactly("POST /api/ops/imports?dryRun=true");
    Ended made = run("import", file.toString(), "--reason", "a fair", "--yes", "2");
    assertThat(made.status()).isZero();
    assertThat(console.calls())
        .last()
        .isEqualTo("POST /api/ops/imports?dryRun=false&reason=a%20fair");
  }

  @Test
  void anImportThatIsNotCompleteEndsWithOne() throws IOException {
    Path file = Files.writeString(directory.resolve("codes.jsonl"), "{\"code\":\"A-1\"}\n");
    console.on(
        "POST /api/ops/imports",
        "200 {\"dryRun\":true,\"lines\":1,\"invites\":1,\"bad\":{},\"badLines\":[]}",
        "200 {\"dryRun\":false,\"invites\":0,\"bad\":{\"NOT_DECIDED\":1},\"badLines\":[]}");
    Ended ended = run("import", file.toString(), "--reason", "a fair", "--yes", "1");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("NOT_DECIDED 1");
    assertThat(ended.errors()).contains("The same command makes those that are missing.");
  }

  @Test
  void aSearchThatFindsNothingEndsWithOne() {
    console
        .on("GET /api/ops/invites/HOT", NO_CODE)
        .on("GET /api/ops/user", "200 {\"latestUses\":[],\"latestRefusals\":[]}");
    Ended ended = run("search", "HOT");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors()).contains("Nothing has 'HOT'");
  }

  @Test
  void aUserWhoseOnlyUseWasGivenBackIsFoundAndIsToldWhy() {
    console
        .on("GET /api/ops/invites/ann", NO_CODE)
        .on(
            "GET /api/ops/user",
            "200 {\"userId\":\"ann\",\"latestUses\":[],\"latestRefusals\":[],\"latestReleases\":[{"
                + "\"code\":\"HOT\",\"releasedBy\":\"olga\",\"reason\":\"by mistake\"}]}");
    assertThat(run("search", "ann").output()).contains("HOT", "olga", "by mistake");
  }

  @Test
  void theOverviewIsShownInTablesAndMarksWhatToLookAt() {
    console.on(
        "GET /api/ops/overview",
        "200 {\"tiles\":[{\"name\":\"Ledger and log\",\"number\":\"apart\",\"mood\":\"bad\"}],"
            + "\"outcomes\":[{\"name\":\"REDEEMED\",\"number\":\"7 /s\"}],\"phases\":[],"
            + "\"hotCodes\":{\"codes\":[{\"code\":\"HOT\",\"decisions\":9,\"granted\":2}]},"
            + "\"health\":[{\"name\":\"gateway\",\"status\":\"DOWN\",\"said\":[\"no log\",\"x\"]}]}");
    assertThat(run("overview").output())
        .contains("apart", "here", "REDEEMED", "7 /s", "HOT", "DOWN", "no log; x");
  }

  @Test
  void aRequestThatIsADeadLetterIsFoundByItsId() {
    String id = "00000000-0000-4000-8000-000000000000";
    console
        .on(
            "GET /api/ops/requests/" + id,
            "200 {\"deadLetter\":{\"position\":{\"partition\":7,\"offset\":12},"
                + "\"deadLetterReason\":\"UNKNOWN_SCHEMA\",\"status\":\"OPEN\"},\"missing\":[]}")
        .on("GET /api/ops/invites/" + id, NO_CODE)
        .on("GET /api/ops/user", "200 {\"latestUses\":[],\"latestRefusals\":[]}");
    assertThat(run("search", id).output()).contains("7-12", "UNKNOWN_SCHEMA", "OPEN");
  }

  @Test
  void aKeyThatIsNoTextIsLookedForInHexadecimalDigits() {
    console.on(
        "GET /api/ops/topics/invites/records",
        "200 {\"items\":[{\"position\":{\"partition\":7,\"offset\":12},\"keyHex\":\"00ff\"}],"
            + "\"partial\":false}");
    assertThat(run("topics", "invites", "--key-hex", "00ff").output()).contains("7-12");
    assertThat(console.calls()).containsExactly("GET /api/ops/topics/invites/records?keyHex=00ff");
  }

  @Test
  void whichPartOfARecordIsCutIsSaid() {
    console.on(
        "GET /api/ops/topics/invites/records/7-12",
        "200 {\"cut\":true,\"valueCut\":true}",
        "200 {\"cut\":true,\"valueCut\":false}");
    assertThat(run("topics", "invites", "--at", "7-12").output()).contains("--value writes");
    assertThat(run("topics", "invites", "--at", "7-12").output())
        .contains("of the key or of the headers");
  }

  @Test
  void driftIsShownByKindAndThenRowByRow() {
    console.on(
        "GET /api/ops/drift",
        "200 {\"pages\":9,\"kinds\":[{\"kind\":\"COUNT\",\"count\":1,\"rows\":[{\"subject\":\"HOT\","
            + "\"problem\":\"current_uses is 2, and there are 1 uses\"}]},"
            + "{\"kind\":\"RELEASED_USE\",\"count\":0,\"rows\":[]}]}");
    assertThat(run("drift").output())
        .contains("COUNT", "RELEASED_USE", "HOT", "current_uses is 2, and there are 1 uses");
  }

  @Test
  void statisticsAreShownByHourByCodeAndWithWhatWasUnusual() {
    console.on(
        "GET /api/ops/statistics",
        "200 {\"slots\":[{\"begin\":\"2026-03-01T12:00:00Z\","
            + "\"outcomes\":[{\"outcome\":\"REDEEMED\",\"decisions\":7}],\"topCodes\":[],"
            + "\"uses\":{\"count\":6,\"users\":5,\"isExact\":false}}],"
            + "\"codes\":[{\"code\":\"HOT\",\"decisions\":7,\"outcomes\":[]}],"
            + "\"alerts\":[{\"kind\":\"USER\",\"subject\":\"eve\",\"count\":20,\"usual\":19}]}");
    assertThat(run("statistics", "--step", "hour", "--code", "HOT").output())
        .contains("2026-03-01T12:00:00Z", "REDEEMED 7", "at least 5", "HOT", "USER", "eve");
  }

  @Test
  void withoutStatisticsTheConsoleSaysWhy() {
    console.on(
        "GET /api/ops/statistics",
        "200 {\"slots\":[],\"codes\":[],\"alerts\":[],\"missing\":\"They are being started\"}");
    assertThat(run("statistics").output())
        .contains("There are no numbers now. They are being started.");
  }

  @Test
  void whatResponsesSayIsNoCommandOfTheTerminal() {
    console.on(
        "GET /api/ops/audit",
        "200 {\"items\":[{\"reason\":\"a\\u001b[2Jb\\u202ec\\nd\"}],\"partial\":false}");
    assertThat(run("audit").output()).contains("a?[2Jb?c d").doesNotContain("\033", "\u202e");
  }

  @Test
  void aScreenHasColoursAndTablesOfItsWidth() {
    console.on(
        "GET /api/ops/invites",
        "200 {\"items\":[{\"code\":\"A\",\"state\":\"REVOKED\",\"currentUses\":0,"
            + "\"createdBy\":\"somewhere far away, and with many words\"}],\"partial\":false}");
    Ended ended = Ops.run(environment(), 60, "codes");
    assertThat(ended.output()).contains("\033[31mREVOKED", "\033[1mCODE");
    assertThat(ended.output().replaceAll("\033\\[\\d+m", "").lines())
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void whereNothingListensItSaysSoAndHowToNameTheConsole() {
    String address = console.address();
    console.close();
    Ended ended = Ops.run(Map.of("ADMIT_OPS_URL", address, "ADMIT_OPS_TOKEN", TOKEN), "codes");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors())
        .contains("No console responds at " + address, "--url", "ADMIT_OPS_URL");
  }
}
