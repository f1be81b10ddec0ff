package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.NeedsProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus's own tool says of the rules. */
@NeedsProgram("promtool")
@Tag("promtool")
class RulesTest {

  @Test
  void eachFileOfRulesIsValid() throws Exception {
    assertGreen("check", MonitoringFiles.in(MonitoringFiles.RULES));
  }

  @Test
  void eachAlertFiresAndIsSilentAsItsTestsSay() throws Exception {
    assertGreen("test", MonitoringFiles.in(MonitoringFiles.TESTS));
  }

  private static void assertGreen(String verb, List<Path> files) throws Exception {
    assertThat(files).isNotEmpty();
    List<String> arguments = new ArrayList<>(List.of(verb, "rules"));
    arguments.addAll(files.stream().map(Path::toString).toList());
    Promtool.Run run = Promtool.run(arguments);
    assertThat(run.code()).as(run.output()).isZero();
  }
}
