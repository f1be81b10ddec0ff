package dev.admitone.benchmarks.peers;

import dev.admitone.benchmarks.testbed.TestBed;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Streams, with its stores as ledger. */
@Tag("services")
class StreamsPeerTest extends PeerGuarantees {

  private static TestBed testBed;
  private static PeerSetup setup;

  @BeforeAll
  static void start(@TempDir Path state) {
    testBed = TestBed.start(Path.of("target", "streams-peer"));
    setup = PeerSetup.streams(testBed, state, "streams-" + UUID.randomUUID());
  }

  @AfterAll
  static void stop() {
    testBed.close();
  }

  @Override
  Peer openPeer() {
    return setup.open();
  }

  @Override
  void redeemUntilKilled(String code, Path directory) throws Exception {
    RedeemingChild.startAndKill(setup, code, directory);
  }
}
