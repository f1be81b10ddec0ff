package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.codec.RecordCodec;
import dev.admitone.testsupport.LogLines;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class TableBoundTest {

  private final InviteTable table = new InviteTable(8 << 20);
  private final TableBound bound = new TableBound(table);

  @Test
  void isSaidBeforeItIsReachedAndOnceItIsEachOnce() {
    try (LogLines lines = LogLines.of(TableBound.class)) {
      for (int i = 0; table.leftOut() < 100; i++) {
        table.define(Records.snapshot("CODE-" + i, 1).build());
        bound.check();
        int expected = table.leftOut() > 0 ? 2 : bound.share() < 0.8 ? 0 : 1;
        assertThat(lines.all()).hasSize(expected);
      }
      assertThat(lines.all().getFirst()).startsWith("The invites take 80% of the memory");
      assertThat(lines.all().getLast()).startsWith("There is no space for more than ");
    }
  }

  @Test
  void healthSaysHowMuchIsTakenAndThatCodesAreLeftOut() {
    InvitesReader reader =
        new InvitesReader(
            () -> {
              throw new IllegalStateException("never started");
            },
            List.of(),
            new SnapshotHandler(RecordCodec.snapshots(1), table, new SnapshotArrivals(), bound),
            Clock.systemUTC());
    InvitesHealth health = new InvitesHealth(reader, table);
    table.define(Records.snapshot("CODE", 1).build());
    assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.health().getDetails())
        .containsEntry("codes", 1)
        .containsEntry("memory", "25% of 8 MB");
    for (int i = 0; table.leftOut() == 0; i++) {
      table.define(Records.snapshot("CODE-" + i, 1).build());
    }
    assertThat(health.health().getDetails().get("memory")).asString().startsWith("full: ");
  }
}
