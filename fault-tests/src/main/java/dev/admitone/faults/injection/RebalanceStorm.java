package dev.admitone.faults.injection;

import dev.admitone.faults.environment.Environment;
import dev.admitone.faults.processes.Kind;
import dev.admitone.faults.processes.Member;
import java.util.ArrayList;
import java.util.List;

/** Processors join the group and leave it, in order and killed. */
final class RebalanceStorm implements Fault {

  private final Environment environment;
  private final List<Member> guests = new ArrayList<>();

  RebalanceStorm(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void inject() {
    Member first = environment.another("processor-guest-0", Kind.PROCESSOR);
    guests.add(first);
    guests.add(environment.another("processor-guest-1", Kind.PROCESSOR));
    first.kill();
  }

  @Override
  public void heal() {
    guests.forEach(Member::close);
  }
}
