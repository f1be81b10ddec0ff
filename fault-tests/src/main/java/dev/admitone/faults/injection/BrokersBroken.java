package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.processes.Member;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something is done to brokers. All that are gone are started together when it heals, also those
 * that another fault killed: one alone cannot finish its start without a majority.
 */
record BrokersBroken(Environment environment, List<Member> brokers, Consumer<Member> how)
    implements Fault {

  @Override
  public void inject() {
    List<Member> running = brokers.stream().filter(Member::isAlive).toList();
    if (running.isEmpty()) {
      throw new IllegalStateException("None of the brokers runs");
    }
    running.forEach(how);
  }

  @Override
  public void heal() {
    brokers.forEach(Member::thaw);
    environment.ensureBrokersRun();
  }
}
