package dev.admitone.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images are built from. */
class StagingTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** As {@code ./admit images} does, where files that are made are their owner's alone. */
  private static final String STAGE =
      """
      set -euo pipefail
      umask 077
      root=$2
      mkdir -p "$root/module/target/dependency"
      cp -R "$1/images" "$1/scripts" "$1/docker-compose.yml" "$1/.env.example" "$root"
      chmod -R go-rwx "$root/images" "$root/docker-compose.yml" "$root/.env.example"
      cp "$root"/*.jar "$root/module/target/dependency"
      touch "$root/module/target/dependency/ours-1-SNAPSHOT.jar" "$root/module/target/module-1.jar"
      . "$root/scripts/docker.sh"
      stage module target/dependency "$root/context"
      """;

  @Test
  void everyUserMayReadItAlsoUnderAStrictUmask(@TempDir Path directory) throws IOException {
    jar(
        directory.resolve("zstd-jni-1.jar"),
        List.of("linux/amd64/libzstd-jni-1.so", "linux/aarch64/libzstd-jni-1.so"));
    String snappy = "org/xerial/snappy/native/Linux/%s/libsnappyjava.so";
    jar(
        directory.resolve("snappy-java-1.jar"),
        List.of(snappy.formatted("x86_64"), snappy.formatted("aarch64")));
    ProcessBuilder staging =
        new ProcessBuilder("bash", "-c", STAGE, "stage", ROOT.toString(), directory.toString());
    staging.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Docker.Ended ended = Docker.run(staging);
    assertThat(ended.status()).as(ended.output()).isZero();

    Path context = directory.resolve("context");
    try (Stream<Path> all = Files.walk(context)) {
      List<Path> files = all.toList();
      assertThat(files)
          .contains(
              context.resolve("app/ours-1-SNAPSHOT.jar"),
              context.resolve("native/aarch64/libzstd-jni.so"),
              context.resolve("native/x86_64/libsnappyjava.so"),
              context.resolve("start"),
              context.resolve(".env.example"));
      for (Path file : files) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .contains(PosixFilePermission.OTHERS_READ);
      }
    }
    assertThat(Files.getPosixFilePermissions(context.resolve("start")))
        .contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static void jar(Path file, List<String> entries) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        jar.putNextEntry(new ZipEntry(entry));
      }
    }
  }
}
