package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Member;
import java.time.Duration;

/** The clock of a service is ahead by this time; a negative one: behind. */
record ClockWrong(Member member, Duration ahead) implements Fault {

  @Override
  public void inject() {
    member.shiftClock(ahead);
  }

  @Override
  public void heal() {
    member.shiftClock(Duration.ZERO);
  }
}
