package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.support.Contract;
import dev.admitone.gateway.support.ContractCheck;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.Records;
import dev.admitone.testsupport.contract.ContractRules;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The contract is valid, lacks no call, and is served. That responses are as it says is checked for
 * each response in each test of the gateway, and that all of it is met after all of them.
 */
@Tag("services")
@Tag("essential")
class OpenApiTest {

  private static final String DOCUMENT = "/openapi.json";
  private static final String PAGE = "/swagger-ui/index.html";

  private final Gateway gateway = Gateway.shared();

  @Test
  void theContractIsServedAsItIs() {
    Reply reply = gateway.get(DOCUMENT);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json()).isEqualTo(Contract.document());
  }

  @Test
  void itIsValidOpenApi31AndItsSchemasAreValidJsonSchema() {
    ContractCheck.rules().requireValid();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    ContractCheck.rules().requireReferences();
  }

  @Test
  void everyPartIsReferredTo() {
    // Problems at the path of no operation, or of another method.
    ContractCheck.rules()
        .requireUse("#/components/examples/NOT_FOUND", "#/components/examples/METHOD_NOT_ALLOWED");
  }

  @Test
  void everyExampleIsOfItsSchema() {
    ContractCheck.rules().requireExamples();
  }

  @Test
  void everyReasonOfAProblemHasAnExample() {
    ContractCheck.rules().requireReasons(Arrays.stream(Reason.values()).map(Enum::name).toList());
  }

  @Test
  void everyCallIsThereAndNoOther() {
    Set<String> calls =
        Contract.operations().stream()
            .map(operation -> operation.method() + " " + operation.path())
            .collect(Collectors.toSet());
    assertThat(calls).isEqualTo(gateway.calls("/api/"));
  }

  @Test
  void operationsHaveTheNamesThatGeneratedClientsGiveTheirMethods() {
    assertThat(Contract.operations())
        .extracting(Operation::id)
        .containsExactly(
            "redeem",
            "redeemAll",
            "getRedemption",
            "streamRedemption",
            "releaseRedemption",
            "createInvites",
            "updateInvite",
            "validateInvite",
            "completePhoneSignup");
  }

  @Test
  void whatIsNotDescribedWouldBeSeenInEveryTest() {
    Reply reply =
        gateway.post("/api/invites/validate", "{\"code\":\"%s\"}".formatted(Records.newCode()));
    JsonNode described = ContractRules.reference("InviteValidity");
    for (String wrong :
        new String[] {
          reply.text().replace("}", ",\"more\":1}"),
          reply.text().replace("UNKNOWN_CODE", "USE_NOT_FOUND"),
          reply.text().replace("\"isValid\":false,", "")
        }) {
      assertThat(wrong).isNotEqualTo(reply.text());
      assertThatThrownBy(() -> ContractCheck.checkBody(described, wrong, "altered"))
          .isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCUMENT, PAGE, "/swagger-ui/swagger-ui-bundle.js", "/swagger-ui.html"})
  void everybodyMayReadItWhateverTokenTheBrowserSends(String path) {
    assertThat(gateway.get(path, "Cookie", "session=gone").status()).isIn(200, 302);
    assertThat(gateway.get(path, "Authorization", "Bearer made-up").status()).isIn(200, 302);
    HttpRequest post =
        HttpRequest.newBuilder(gateway.uri(path)).POST(BodyPublishers.noBody()).build();
    assertThat(gateway.send(post).status()).isEqualTo(401);
  }

  @Test
  void thePageBringsEverythingAlongAndNoOtherSiteMayFrameIt() {
    Reply page = gateway.get(PAGE, "Cookie", "session=gone");
    assertThat(page.text()).contains("swagger-ui-bundle.js").doesNotContain("http");
    assertThat(gateway.get("/swagger-ui/swagger-initializer.js").text())
        .contains("url: '.." + DOCUMENT + "'")
        .contains("validatorUrl: null")
        .doesNotContain("http");
    Pattern.compile("[^;]+")
        .matcher(page.header("Content-Security-Policy"))
        .results()
        .forEach(rule -> assertThat(rule.group()).doesNotContain("*", "http", "unsafe-eval"));
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
  }

  @Test
  void aSettingTakesItAway() {
    try (Gateway closed = Gateway.start("--admit-one.gateway.openapi-enabled=false")) {
      for (String path : new String[] {DOCUMENT, PAGE, "/swagger-ui.html"}) {
        assertThat(closed.get(path).field("reason")).isEqualTo("NOT_FOUND");
        assertThat(closed.get(path, "Cookie", "other=1").field("reason"))
            .isEqualTo("TOKEN_MISSING");
      }
    }
  }
}
