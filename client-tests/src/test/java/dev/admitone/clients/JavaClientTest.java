package dev.admitone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.clients.Contract.Example;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code openapi-generator} makes of the contract, with its default settings for Java,
 * compiles together with a caller, and reads every body that the contract has as an example.
 */
@Tag("services")
@Tag("essential")
class JavaClientTest {

  private static final Path TARGET = Path.of("target", "java");
  private static final Path GENERATOR = Path.of("target", "openapi-generator-cli.jar");
  private static final Path CALLER = Path.of("src", "test", "clients", "java", "Caller.java");
  private static final String PACKAGE = "org.openapitools.client.";
  private static final JsonMapper JSON = new JsonMapper();

  private static ClassLoader classes = JavaClientTest.class.getClassLoader();

  @BeforeAll
  static void generateAndCompile() throws Exception {
    Programs.run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        GENERATOR.toString(),
        "generate",
        "--generator-name",
        "java",
        "--input-spec",
        Contract.FILE.toString(),
        "--output",
        TARGET.toString());
    Path output = Files.createDirectories(TARGET.resolve("classes"));
    compile(output);
    classes = new URLClassLoader(new URL[] {output.toUri().toURL()}, classes);
  }

  static List<Example> examples() {
    return Contract.examples();
  }

  static List<Example> choices() {
    return examples().stream().filter(example -> Contract.isChoice(example.schema())).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theClientReadsEveryExampleAndWritesTheSame(Example example) throws Exception {
    Object body = read(example);
    JsonNode written = JSON.readTree((String) body.getClass().getMethod("toJson").invoke(body));
    assertThat(written).isEqualTo(withoutNulls(example.body()));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theClientTellsTheChoicesOfABodyApart(Example example) throws Exception {
    Object body = read(example);
    Object chosen = body.getClass().getMethod("getActualInstance").invoke(body);
    assertThat(chosen.getClass().getSimpleName()).isEqualTo(Contract.choice(example.body()));
  }

  @Test
  void theMethodsOfTheClientHaveTheNamesOfTheOperations() throws Exception {
    List<String> methods = new ArrayList<>();
    for (String api : List.of("InvitesApi", "RedemptionsApi", "SignupsApi")) {
      for (Method method : classes.loadClass(PACKAGE + "api." + api).getMethods()) {
        methods.add(method.getName());
      }
    }
    assertThat(methods).containsAll(Contract.operationIds());
    String caller = Files.readString(CALLER);
    assertThat(Contract.operationIds())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(caller).contains("." + operation + "("));
  }

  private static Object read(Example example) throws ReflectiveOperationException {
    return classes
        .loadClass(PACKAGE + "model." + example.schema())
        .getMethod("fromJson", String.class)
        .invoke(null, example.body().toString());
  }

  /** The client leaves out what is null. */
  private static JsonNode withoutNulls(JsonNode node) {
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      Set<String> nulls =
          object.properties().stream()
              .filter(member -> member.getValue().isNull())
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      object.remove(nulls);
      object.propertyNames().forEach(name -> object.set(name, withoutNulls(object.get(name))));
    }
    return copy;
  }

  private static void compile(Path output) throws IOException {
    List<Path> sources = new ArrayList<>(List.of(CALLER));
    try (Stream<Path> files = Files.walk(TARGET.resolve("src").resolve("main"))) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        Arrays.asList(
            "-d",
            output.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-nowarn");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as("%s", messages).isTrue();
    }
  }
}
