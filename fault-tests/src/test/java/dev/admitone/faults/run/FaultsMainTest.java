package dev.admitone.faults.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller learns from the exit code when nothing runs. */
class FaultsMainTest {

  private static final int KEPT = 0;
  private static final int BROKEN = 1;
  private static final int FAILED = 2;

  @TempDir private Path directory;

  @Test
  void anUnknownOptionAndAMissingFileAreNoBrokenPromise() throws Exception {
    assertThat(FaultsMain.run("--hours", "3")).isEqualTo(FAILED);
    assertThat(FaultsMain.run("--check", directory.resolve("none").toString())).isEqualTo(FAILED);
  }

  @Test
  void aFileThatIsNoHistoryIsNoBrokenPromise() throws Exception {
    assertThat(FaultsMain.run("--check", file("no history"))).isEqualTo(FAILED);
    assertThat(FaultsMain.run("--check", file("{\"kind\":\"OTHER\"}"))).isEqualTo(FAILED);
  }

  @Test
  void aHistoryInWhichACallGotNoResponseIsABrokenPromise() throws Exception {
    assertThat(FaultsMain.run("--check", file(""))).isEqualTo(KEPT);
    assertThat(
            FaultsMain.run(
                "--check",
                file(
                    """
                    {"kind":"CALL","value":{"number":1,"key":"key","code":"CODE","userId":"user",\
                    "begunAt":"2026-12-01T00:00:00Z","waitMax":"PT3S","gateway":"gateway-0"}}
                    """)))
        .isEqualTo(BROKEN);
  }

  private String file(String text) throws Exception {
    return Files.writeString(directory.resolve("history.jsonl"), text).toString();
  }
}
