package dev.admitone.faults.injection;

import dev.admitone.faults.links.Link;
import dev.admitone.faults.links.Route;
import java.util.function.Consumer;

/** A route that is slow, broken or half-open. */
record LinkFault(Route route, Consumer<Link> how) implements Fault {

  @Override
  public void inject() {
    route.each(how);
  }

  @Override
  public void heal() {
    route.heal();
  }
}
