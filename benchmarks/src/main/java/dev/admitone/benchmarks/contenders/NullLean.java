package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.ConstantPeer;
import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.Set;

/** The lean route with nothing behind it: what HTTP alone takes. */
final class NullLean extends LeanContender {

  @Override
  public String id() {
    return "null-lean";
  }

  @Override
  public String name() {
    return "Nothing, lean route";
  }

  @Override
  public String description() {
    return "The product's own route grants every call and keeps nothing: no way over it can be"
        + " faster.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.noneOf(Guarantee.class);
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.noneOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.SATURATION;
  }

  @Override
  Peer open(TestBed testBed) {
    return new ConstantPeer();
  }

  @Override
  void verify(Peer peer, long reported, long sent) {
    // Nothing is kept, so there is nothing to compare.
  }
}
