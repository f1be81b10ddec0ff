package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.gateway.support.Records;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InviteViewTest {

  private final AtomicBoolean snapshotsAreRead = new AtomicBoolean(true);
  private final AtomicBoolean resultsAreRead = new AtomicBoolean(true);
  private final InviteTable table = new InviteTable(4 << 20);
  private final InviteView view =
      new InviteView(snapshotsAreRead::get, resultsAreRead::get, table, new SnapshotArrivals());

  @Test
  void saysNothingBeforeTheSnapshotsAreRead() {
    snapshotsAreRead.set(false);
    assertNotReady("ANY");
  }

  @Test
  void saysNothingBeforeTheResultsAreReadSinceTheyHaveLaterUses() throws Exception {
    table.define(Records.snapshot("CODE", 1).build());
    resultsAreRead.set(false);
    assertNotReady("CODE");
    resultsAreRead.set(true);
    assertThat(view.find("CODE")).isPresent();
    // Begun again later, for example since the log lost what was to be read next.
    resultsAreRead.set(false);
    assertThat(view.find("CODE")).isPresent();
  }

  @Test
  void doesNotSayThatACodeIsUnknownWhereSomeWereLeftOut() throws Exception {
    table.define(Records.snapshot("FIRST", 1).build());
    assertThat(view.find("NONE")).isEmpty();
    for (int i = 0; table.leftOut() == 0; i++) {
      table.define(Records.snapshot("CODE-" + i, 1).build());
    }
    assertNotReady("NONE");
    assertThat(view.find("FIRST")).isPresent();
  }

  private void assertNotReady(String code) {
    assertThatExceptionOfType(InvitesNotReadyException.class).isThrownBy(() -> view.find(code));
  }
}
