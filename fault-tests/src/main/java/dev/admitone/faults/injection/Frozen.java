package dev.admitone.faults.injection;

import dev.admitone.faults.processes.Member;

/** SIGSTOP to a process, as when its virtual machine is moved. */
record Frozen(Member member) implements Fault {

  @Override
  public void inject() {
    member.freeze();
  }

  @Override
  public void heal() {
    member.thaw();
    member.ensureRunning();
  }
}
