package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.peers.redis.RedisPeer;
import dev.admitone.benchmarks.peers.redis.RedisServer;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.NeedsProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Redis, which syncs each write before it replies. */
@NeedsProgram(RedisServer.PROGRAM)
@Tag(RedisServer.PROGRAM)
@Tag("services")
class RedisPeerTest extends PeerGuarantees {

  private static Path data;
  private static RedisServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    data = directory;
    server = startServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RedisServer startServer() throws IOException {
    return RedisServer.start(RedisServer.program().orElseThrow(), data, FreePorts.one());
  }

  @Override
  Peer openPeer() {
    return RedisPeer.connect(server);
  }

  /** The server is killed: it has the ledger. */
  @Override
  void redeemUntilKilled(String code, Path directory) throws Exception {
    try (Peer before = openPeer()) {
      new Redeeming(before, code, directory).begin();
      server.kill();
    }
    server = startServer();
  }
}
