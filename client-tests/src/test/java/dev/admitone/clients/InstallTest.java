package dev.admitone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.Java17;
import dev.admitone.testsupport.NeedsProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/**
 * A project of another team compiles and runs on Java 17 with what {@code ./admit install} puts
 * into the local Maven repository. A copy of this project is installed into a repository that has
 * links to the libraries of the real one, so that nothing here or there is written to.
 */
@NeedsProgram(Java17.PROGRAM)
@Tag(Java17.PROGRAM)
@Tag("services")
class InstallTest {

  private static final Path ROOT = Path.of("..");
  private static final Path CONSUMER = Path.of("src", "test", "consumer");
  private static final String SCHEMAS = "schemas";
  private static final String TESTCONTAINERS = "admit-one-testcontainers";
  private static final int CLASS_VERSION_JAVA_17 = 61;

  private static Path directory;
  private static Path repository;
  private static Path installed;

  @BeforeAll
  static void install() throws Exception {
    directory = Files.createTempDirectory("admit-one-install-");
    repository = directory.resolve("repository");
    installed = repository.resolve("dev").resolve("admitone");
    linkLibraries();
    Path project = directory.resolve("project");
    copyProject(project);
    withRepository(project.resolve("admit").toString(), "install");
  }

  @AfterAll
  static void delete() throws IOException {
    // The links, not what they lead to.
    FileSystemUtils.deleteRecursively(directory);
  }

  @Test
  void noOtherModuleIsInstalled() throws IOException {
    assertThat(names(installed)).containsExactlyInAnyOrder(SCHEMAS, TESTCONTAINERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEMAS, TESTCONTAINERS})
  void aPomNeedsNoParentAndSaysAllVersions(String module) throws IOException {
    assertThat(Files.readString(file(module, ".pom")))
        .contains("<artifactId>" + module + "</artifactId>", "<license>", "<dependency>")
        .doesNotContain("<parent>", "${", "<scope>test</scope>");
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEMAS, TESTCONTAINERS})
  void allClassesAreForJava17(String module) throws IOException {
    try (JarFile jar = new JarFile(file(module, ".jar").toFile())) {
      List<String> classes =
          jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")).toList();
      assertThat(classes).isNotEmpty();
      for (String name : classes) {
        byte[] header = jar.getInputStream(jar.getEntry(name)).readNBytes(8);
        assertThat((header[6] << 8) + header[7]).as(name).isEqualTo(CLASS_VERSION_JAVA_17);
      }
    }
  }

  @Test
  void aProjectWithBothCompilesAndRunsOnJava17() throws Exception {
    Path consumer = directory.resolve("consumer");
    FileSystemUtils.copyRecursively(CONSUMER, consumer);
    Path classPath = consumer.resolve("class-path");
    withRepository(
        "mvn",
        "--batch-mode",
        "--no-transfer-progress",
        "--offline",
        "--file",
        consumer.resolve("pom.xml").toString(),
        "-Dadmit-one.version=" + names(installed.resolve(SCHEMAS)).getFirst(),
        "-Dspring-boot.version=" + System.getProperty("spring-boot.version"),
        "-Dmdep.outputFile=" + classPath,
        plugin("maven-compiler-plugin", "compile"),
        plugin("maven-dependency-plugin", "build-classpath"));

    String printed =
        Programs.run(
            Java17.java().orElseThrow().toString(),
            "-cp",
            consumer.resolve("target").resolve("classes")
                + File.pathSeparator
                + Files.readString(classPath).strip(),
            "com.example.consumer.Consumer");
    assertThat(printed).contains("Java 17: a request for KTEST1, and a container with port 8080");
  }

  /** The version is the one of this build, which the local repository has. */
  private static String plugin(String name, String goal) {
    return "org.apache.maven.plugins:%s:%s:%s"
        .formatted(name, System.getProperty(name + ".version"), goal);
  }

  private static Path file(String module, String extension) throws IOException {
    Path version = installed.resolve(module).resolve(names(installed.resolve(module)).getFirst());
    return names(version).stream()
        .filter(name -> name.endsWith(extension))
        .map(version::resolve)
        .findFirst()
        .orElseThrow();
  }

  /** Runs a program whose Maven has the JDK of this test and the repository of this test. */
  private static void withRepository(String... command) throws Exception {
    List<String> words = new ArrayList<>();
    words.add("env");
    words.add("JAVA_HOME=" + System.getProperty("java.home"));
    words.add("MAVEN_OPTS=-Dmaven.repo.local=" + repository);
    words.addAll(List.of(command));
    Programs.run(words.toArray(String[]::new));
  }

  /** All but what was installed from this project before. */
  private static void linkLibraries() throws IOException {
    Path libraries = Path.of(System.getProperty("localRepository"));
    Files.createDirectories(installed);
    for (Path parent : List.of(Path.of(""), Path.of("dev"))) {
      for (String name : names(libraries.resolve(parent))) {
        Path link = repository.resolve(parent).resolve(name);
        if (Files.notExists(link)) {
          Files.createSymbolicLink(link, libraries.resolve(parent).resolve(name));
        }
      }
    }
  }

  /** The scripts, and what the build is made from. */
  private static void copyProject(Path project) throws IOException {
    Files.createDirectories(project);
    for (String name : List.of("admit", "pom.xml")) {
      Files.copy(ROOT.resolve(name), project.resolve(name));
    }
    for (String name : List.of("scripts", ".mvn")) {
      FileSystemUtils.copyRecursively(ROOT.resolve(name), project.resolve(name));
    }
    for (String module : names(ROOT)) {
      Path pom = Path.of(module, "pom.xml");
      if (Files.exists(ROOT.resolve(pom))) {
        Files.createDirectories(project.resolve(module));
        Files.copy(ROOT.resolve(pom), project.resolve(pom));
        Path main = Path.of(module, "src", "main");
        if (Files.exists(ROOT.resolve(main))) {
          FileSystemUtils.copyRecursively(ROOT.resolve(main), project.resolve(main));
        }
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
