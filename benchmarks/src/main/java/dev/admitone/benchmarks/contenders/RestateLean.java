package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.restate.RestateInstallation;
import dev.admitone.benchmarks.peers.restate.RestatePeer;
import dev.admitone.benchmarks.peers.restate.RestateServer;
import dev.admitone.benchmarks.testbed.TestBed;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Restate, behind the lean route. */
final class RestateLean extends LeanContender {

  @Override
  public String id() {
    return "restate";
  }

  @Override
  public String name() {
    return "Restate";
  }

  @Override
  public String description() {
    return "A virtual object for each code, whose calls Restate runs one after the other, with the"
        + " request id as idempotency key.";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ONE_DECISION,
        Guarantee.ON_DISK,
        Guarantee.ANY_INSTANCE,
        Guarantee.MORE_THAN_MEMORY);
  }

  @Override
  public String note() {
    return "Its server has the Business Source License 1.1. An idempotency key is known for a day"
        + " by default, and its content is not compared.";
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.noneOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.BRIEF;
  }

  @Override
  public Optional<String> missing() {
    return RestateInstallation.find().isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s does not name a directory with an installation of Restate."
                .formatted(RestateInstallation.VARIABLE));
  }

  @Override
  Peer open(TestBed testBed) throws Exception {
    RestateInstallation installation = RestateInstallation.find().orElseThrow();
    return RestatePeer.owning(RestateServer.start(installation, testBed.emptyDirectory("restate")));
  }
}
