package dev.admitone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.clients.Contract.Example;
import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A caller in TypeScript compiles against the types that {@code openapi-typescript} makes of the
 * contract. Where types must refuse something, the caller says so with {@code @ts-expect-error}.
 */
@NeedsProgram({"node", "openapi-typescript"})
@Tag("node")
@Tag("openapi-typescript")
@Tag("services")
@Tag("essential")
class TypeScriptClientTest {

  private static final Path TARGET = Path.of("target", "typescript");
  private static final Path CALLER = Path.of("src", "test", "clients", "typescript", "caller.ts");

  @BeforeAll
  static void generate() throws Exception {
    Files.createDirectories(TARGET);
    node(
        "openapi-typescript/bin/cli.js",
        Contract.FILE.toString(),
        "--output",
        TARGET.resolve("admit-one.d.ts").toString());
  }

  @Test
  void aCallerCompilesAndEachExampleIsOfItsType() throws Exception {
    StringBuilder examples = new StringBuilder("import type { components } from 'admit-one';\n");
    examples.append("type Schemas = components['schemas'];\nexport const examples = [\n");
    for (Example example : Contract.examples()) {
      examples.append(
          "  %s satisfies Schemas['%s'],%n".formatted(example.body(), example.schema()));
    }
    Files.writeString(TARGET.resolve("examples.ts"), examples.append("];\n"));
    node("typescript/bin/tsc", "--project", "tsconfig.json");
  }

  @Test
  void theCallerCallsEachOperation() throws IOException {
    assertThat(Contract.operationIds())
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(Files.readString(CALLER)).contains("operations['" + operation + "']"));
  }

  private static void node(String script, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 2];
    command[0] = "node";
    command[1] = Path.of("node_modules").resolve(script).toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Programs.run(command);
  }
}
