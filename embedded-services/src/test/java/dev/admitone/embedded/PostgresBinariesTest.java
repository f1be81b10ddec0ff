package dev.admitone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("services")
class PostgresBinariesTest {
  @TempDir Path cache;

  @Test
  void mayBeUnpackedByManyAtOnce() {
    var first = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(cache));
    var second = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(cache));
    for (PostgresBinaries binaries : List.of(first.join(), second.join())) {
      assertThat(binaries.run("postgres", List.of("--version")).output())
          .startsWith("postgres (PostgreSQL) 18.");
    }
    assertThat(cache).isDirectoryNotContaining("glob:**unpacking-*");
  }
}
