package dev.admitone.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.monitoring.Panels.Panel;
import dev.admitone.testsupport.NeedsProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus's own tool reads each panel's query, as a rule that records it. */
@NeedsProgram("promtool")
@Tag("promtool")
class PanelQueriesTest {

  @Test
  void eachIsValid(@TempDir Path directory) throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    int number = 0;
    for (Panel panel : Panels.all()) {
      for (String query : panel.queries("5m")) {
        rules.append("  - record: panel_%d\n    expr: |\n      %s\n".formatted(number++, query));
      }
    }
    Path file = Files.writeString(directory.resolve("panels.yml"), rules);
    Promtool.Run run = Promtool.run(List.of("check", "rules", file.toString()));
    assertThat(run.code()).as(run.output()).isZero();
    assertThat(number).isGreaterThan(30);
  }
}
