package dev.admitone.gateway.support;

import dev.admitone.testsupport.contract.OpenApiContract;
import dev.admitone.testsupport.contract.OpenApiContract.Operation;
import dev.admitone.testsupport.contract.OpenApiContract.Saying;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What {@code openapi.yaml} says of the gateway's calls. */
public final class Contract {

  static final OpenApiContract GATEWAY = OpenApiContract.read("/openapi.yaml");

  private Contract() {}

  /** The whole document. */
  public static JsonNode document() {
    return GATEWAY.document();
  }

  /** In the order of the document. */
  public static List<Operation> operations() {
    return GATEWAY.operations();
  }

  /** Everything that some response may say. */
  public static Set<Saying> sayings() {
    return GATEWAY.sayings();
  }

  /** The members that have one of several values, with those. */
  public static Map<String, List<String>> listed(JsonNode schema) {
    return GATEWAY.listed(schema);
  }
}
