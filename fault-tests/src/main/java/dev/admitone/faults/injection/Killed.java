package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Member;

/** SIGKILL to a process. */
record Killed(Member member) implements Fault {

  @Override
  public void inject() {
    member.kill();
  }

  @Override
  public void heal() {
    member.ensureRunning();
  }
}
