package dev.admitone.system.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData.StringType;

/**
 * A release that has version 3 of the schemas: this release's services, with the files of version 3
 * and the record classes made from them in front on the class path. Version 3 is the one that the
 * tests of the schemas made up: each record has the field campaign more.
 */
final class NextRelease {

  private static final Path VERSION_3 =
      Path.of("../schemas/src/test/resources/dev/admitone/schemas/evolution/v3");

  private static final List<String> RECORDS =
      List.of("RedemptionRequest", "RedemptionDecided", "InviteSnapshot");

  /** What its services write into the new field where they make a record all at once. */
  private static final String CAMPAIGN = "spring";

  private NextRelease() {}

  /** Builds it in the directory; returns the class path of its services. */
  static String classPath(Path directory) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path versions =
        Files.createDirectories(classes.resolve("dev/admitone/schemas/versions").resolve("v3"));
    for (String record : RECORDS) {
      Path schema = VERSION_3.resolve(record + ".avsc");
      Files.copy(schema, versions.resolve(record + ".avsc"));
      generate(schema, sources);
    }
    for (String record : RECORDS) {
      addConstructorOfThisRelease(
          sources.resolve("dev/admitone/schemas/avro/" + record + ".java"), record);
    }
    compile(sources, classes);
    return classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
  }

  /** As the build of the schemas does it. */
  private static void generate(Path schema, Path sources) throws IOException {
    SpecificCompiler compiler = new SpecificCompiler(new Schema.Parser().parse(schema.toFile()));
    compiler.setStringType(StringType.String);
    compiler.setFieldVisibility(SpecificCompiler.FieldVisibility.PRIVATE);
    compiler.setCreateSetters(false);
    compiler.compileToDestination(schema.toFile(), sources.toFile());
  }

  /** The services are not compiled anew: they find the constructors that they know. */
  private static void addConstructorOfThisRelease(Path source, String record) throws IOException {
    String code = Files.readString(source);
    Matcher constructor =
        Pattern.compile("public %s\\((.*), java\\.lang\\.String campaign\\)".formatted(record))
            .matcher(code);
    if (!constructor.find()) {
      throw new IllegalStateException(source + " has no constructor with all fields");
    }
    String parameters = constructor.group(1);
    String names = parameters.replaceAll("\\S+ (\\w+)(,|$)", "$1$2");
    String older =
        "public %s(%s) { this(%s, \"%s\"); }%n%n  ".formatted(record, parameters, names, CAMPAIGN);
    Files.writeString(
        source,
        code.substring(0, constructor.start()) + older + code.substring(constructor.start()));
  }

  private static void compile(Path sources, Path classes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("The classes of version 3 do not compile");
    }
  }
}
