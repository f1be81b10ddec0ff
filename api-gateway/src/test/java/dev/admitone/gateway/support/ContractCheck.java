package dev.admitone.gateway.support;

import dev.admitone.testsupport.contract.ContractRules;
import dev.admitone.testsupport.contract.OpenApiContract.Saying;
import dev.admitone.testsupport.contract.ResponseCheck;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds each response that a test gets from a gateway against the gateway's contract. */
public final class ContractCheck {

  private static final ResponseCheck GATEWAY =
      new ResponseCheck(
          Contract.GATEWAY,
          List.of(
              "Location",
              "Retry-After",
              "Preference-Applied",
              "RateLimit",
              "RateLimit-Policy",
              "WWW-Authenticate"));

  private ContractCheck() {}

  /** What responses have said so far in this JVM. */
  public static Set<Saying> met() {
    return GATEWAY.met();
  }

  /** The reasons of all problems so far in this JVM, also of those at paths of no operation. */
  public static Set<String> reasonsMet() {
    return GATEWAY.reasonsMet();
  }

  /** Fails if the contract does not know the response. Only problems are checked of other paths. */
  public static void check(HttpResponse<String> response) {
    GATEWAY.check(response);
  }

  /** What is required of the contract itself. */
  public static ContractRules rules() {
    return new ContractRules(Contract.GATEWAY, GATEWAY);
  }

  /** Fails if the body is not of the schema, or has a member that the schema does not know. */
  public static void checkBody(JsonNode schema, String body, String what) {
    GATEWAY.checkBody(schema, body, what);
  }
}
