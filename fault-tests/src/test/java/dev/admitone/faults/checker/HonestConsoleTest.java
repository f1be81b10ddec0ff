package dev.admitone.faults.checker;

import dev.admitone.faults.history.Drift;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The console responds, knows its errors, and names no drift where there is none. */
class HonestConsoleTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = HonestConsole.RESPONDS_WITHIN.plusSeconds(1);

  private final Story story = Story.ofACode(5L);

  @Test
  void aConsoleThatSaysWhatItCannotReadIsRight() {
    look(200, SHORT, "");
    look(503, HonestConsole.RESPONDS_WITHIN, "LEDGER_UNAVAILABLE");
    look(Response.BROKEN, SHORT, "");
    story.assertKept();
  }

  @Test
  void anErrorThatTheConsoleDoesNotKnowIsFound() {
    look(500, SHORT, "INTERNAL_ERROR");
    story.assertBroken(Promise.CONSOLE, "an error that it does not know", "INTERNAL_ERROR");
  }

  @Test
  void aLateResponseIsFound() {
    look(200, LONG, "");
    story.assertBroken(Promise.CONSOLE, "did not respond in time", "/api/ops/drift");
  }

  @Test
  void aDriftThatIsNamedAfterRecoveryIsFound() {
    story.drifts.add(new Drift("COUNT", Story.CODE, "current_uses is 2, and there are 1 uses"));
    story.assertBroken(Promise.CONSOLE, "names a drift", "current_uses is 2");
  }

  private void look(int status, Duration took, String problem) {
    story.looks.add(new Look("/api/ops/drift", Story.at(1), status, took, problem));
  }
}
