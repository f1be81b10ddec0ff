package dev.admitone.faults.injection;

import dev.admitone.faults.links.Link;
import java.util.function.Consumer;

/** A link that is slow, broken or half-open. */
record LinkFault(Link link, Consumer<Link> how) implements Fault {

  @Override
  public void inject() {
    how.accept(link);
  }

  @Override
  public void heal() {
    link.heal();
  }
}
