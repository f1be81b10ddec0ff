package dev.admitone.benchmarks.contenders;

import dev.admitone.benchmarks.peers.Peer;
import dev.admitone.benchmarks.peers.Programs;
import dev.admitone.benchmarks.peers.redis.RedisPeer;
import dev.admitone.benchmarks.peers.redis.RedisServer;
import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Redis with one script, behind the lean route. */
final class RedisLean extends LeanContender {

  @Override
  public String id() {
    return "redis";
  }

  @Override
  public String name() {
    return "Redis, one script";
  }

  @Override
  public String description() {
    return "A Lua script keeps a set of each code's users and the responses by request id; Redis"
        + " syncs its file before it replies (appendfsync always).";
  }

  @Override
  public Set<Guarantee> keeps() {
    return EnumSet.of(
        Guarantee.NEVER_OVER,
        Guarantee.ONCE_PER_USER,
        Guarantee.ONE_DECISION,
        Guarantee.ON_DISK,
        Guarantee.ANY_INSTANCE);
  }

  @Override
  public String note() {
    return "All uses and responses lie in memory, and a request id is known for one code alone.";
  }

  @Override
  public Set<Part> uses() {
    return EnumSet.noneOf(Part.class);
  }

  @Override
  public Plan plan() {
    return Plan.WHOLE;
  }

  @Override
  public Optional<String> missing() {
    return RedisServer.program().isPresent()
        ? Optional.empty()
        : Optional.of("redis-server is not on the PATH; Debian's package has it.");
  }

  @Override
  Peer open(TestBed testBed) throws Exception {
    Path program = RedisServer.program().orElseThrow();
    Path directory = testBed.emptyDirectory("redis");
    return RedisPeer.owning(RedisServer.start(program, directory, Programs.freePort()));
  }
}
