package dev.admitone.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Redeems one code without end, some calls at once, and notes each redemption that was told. */
final class Redeeming {

  private static final String FILE = "acknowledged";
  private static final int AT_ONCE = 16;
  private static final int ENOUGH = 400;

  private final Peer peer;
  private final String code;
  private final Path file;
  private final AtomicInteger users = new AtomicInteger();
  private final CountDownLatch enough = new CountDownLatch(ENOUGH);

  /** A request that was told to be redeemed. */
  record Acknowledged(UUID requestId, String userId) {}

  Redeeming(Peer peer, String code, Path directory) {
    this.peer = peer;
    this.code = code;
    this.file = directory.resolve(FILE);
  }

  /** Begins; returns when there are some notes. Goes on until the process or the peer ends. */
  void begin() throws InterruptedException {
    for (int i = 0; i < AT_ONCE; i++) {
      redeemNext();
    }
    enough.await();
  }

  private void redeemNext() {
    UUID id = UUID.randomUUID();
    String user = "user-" + users.getAndIncrement();
    var _ =
        peer.redeem(id, code, user)
            .thenAccept(
                decision -> {
                  if (decision.outcome() != PeerOutcome.REDEEMED) {
                    throw new IllegalStateException("refused: " + decision);
                  }
                  note(id, user);
                  redeemNext();
                });
  }

  private synchronized void note(UUID id, String user) {
    try {
      Files.writeString(
          file, id + " " + user + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    enough.countDown();
  }

  /** What was noted. */
  static List<Acknowledged> acknowledged(Path directory) throws IOException {
    String text = Files.readString(directory.resolve(FILE), UTF_8);
    // A kill may have cut the last line.
    return text.substring(0, text.lastIndexOf('\n'))
        .lines()
        .map(line -> line.split(" ", 2))
        .map(parts -> new Acknowledged(UUID.fromString(parts[0]), parts[1]))
        .toList();
  }
}
