package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.peers.restate.RestateInstallation;
import dev.admitone.benchmarks.peers.restate.RestatePeer;
import dev.admitone.benchmarks.peers.restate.RestateServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restate, where its user has installed it: its licence is not one that a build of this project
 * asks anyone to accept.
 */
@EnabledIfEnvironmentVariable(named = RestateInstallation.VARIABLE, matches = ".+")
@Tag("services")
class RestatePeerTest extends PeerGuarantees {

  private static Path data;
  private static RestateServer server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    data = directory;
    server = startServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RestateServer startServer() throws IOException {
    return RestateServer.start(RestateInstallation.find().orElseThrow(), data);
  }

  @Override
  Peer openPeer() throws InterruptedException {
    return RestatePeer.connect(server);
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
