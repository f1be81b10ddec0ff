package dev.admitone.faults.injection;

import dev.admitone.faults.processes.CrashPoint;
import dev.admitone.faults.processes.Member;

/** A processor that fails at a step of its next batch. */
record FailsAtStep(Member member, CrashPoint point) implements Fault {

  @Override
  public void inject() {
    member.arm(point);
  }

  @Override
  public void heal() {
    member.disarm();
    member.thaw();
    member.ensureRunning();
  }
}
