package dev.admitone.ops.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.problem.Reason;
import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.ConsoleContract;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract is valid, lacks no call, and is served. That responses are as it says is checked for
 * each response in each test of the console, and that all of it is met after all of them.
 */
@Tag("services")
@Tag("essential")
class OpenApiTest {

  private final Console console = Console.shared();

  @Test
  void theContractIsServedAsItIs() {
    Reply reply = console.get("/api/ops/openapi.json");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json()).isEqualTo(ConsoleContract.CONTRACT.document());
  }

  @Test
  void itIsValidOpenApi31AndItsSchemasAreValidJsonSchema() {
    ConsoleContract.RULES.requireValid();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    ConsoleContract.RULES.requireReferences();
  }

  @Test
  void everyPartIsReferredTo() {
    // Problems at the path of no operation, or of another method.
    ConsoleContract.RULES.requireUse(
        "#/components/examples/NOT_FOUND", "#/components/examples/METHOD_NOT_ALLOWED");
  }

  @Test
  void everyExampleIsOfItsSchema() {
    ConsoleContract.RULES.requireExamples();
  }

  @Test
  void everyReasonOfAProblemHasAnExample() {
    ConsoleContract.RULES.requireReasons(Arrays.stream(Reason.values()).map(Enum::name).toList());
  }

  @Test
  void everyCallIsThereAndNoOther() {
    Set<String> calls =
        ConsoleContract.CONTRACT.operations().stream()
            .map(operation -> operation.method() + " " + operation.path())
            .collect(Collectors.toSet());
    assertThat(calls).isEqualTo(console.calls("/api/"));
  }
}
