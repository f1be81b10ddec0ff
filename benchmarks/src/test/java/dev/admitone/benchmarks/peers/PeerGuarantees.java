package dev.admitone.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.benchmarks.peers.Redeeming.Acknowledged;
import dev.admitone.testsupport.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figure of a peer counts only if the peer keeps these. */
abstract class PeerGuarantees {

  private static final int LIMIT = 100;
  private static final int LIMIT_NEVER_REACHED = 50_000;

  /** Each test has a code of its own. */
  private final String code = "G-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);

  private Peer peer;

  /** Opens the peer on what an earlier one has left. */
  abstract Peer openPeer() throws Exception;

  /**
   * Redeems a code until the peer's process is killed, while calls are on their way.
   *
   * @param directory has the notes of what was acknowledged
   */
  abstract void redeemUntilKilled(String code, Path directory) throws Exception;

  /** What a request is told that was redeemed and is sent again. */
  PeerOutcome toldAgain() {
    return PeerOutcome.REDEEMED;
  }

  @BeforeEach
  void open() throws Exception {
    peer = openPeer();
  }

  @AfterEach
  void close() {
    peer.close();
  }

  @Test
  void grantsNoUseBeyondTheLimit() throws Exception {
    peer.create(List.of(new NewCode(code, LIMIT)));
    long before = peer.uses();

    List<PeerOutcome> outcomes =
        outcomes(
            IntStream.range(0, 3 * LIMIT)
                .mapToObj(user -> peer.redeem(UUID.randomUUID(), code, "user-" + user))
                .toList());

    assertThat(outcomes).filteredOn(PeerOutcome.REDEEMED::equals).hasSize(LIMIT);
    assertThat(outcomes).filteredOn(PeerOutcome.EXHAUSTED::equals).hasSize(2 * LIMIT);
    awaitUses(before + LIMIT);
  }

  @Test
  void grantsEachUserOneUse() throws Exception {
    peer.create(List.of(new NewCode(code, LIMIT)));
    long before = peer.uses();

    List<PeerOutcome> outcomes =
        outcomes(
            IntStream.range(0, LIMIT)
                .mapToObj(_ -> peer.redeem(UUID.randomUUID(), code, "the-user"))
                .toList());

    assertThat(outcomes).filteredOn(PeerOutcome.REDEEMED::equals).hasSize(1);
    assertThat(outcomes).filteredOn(PeerOutcome.ALREADY_USED::equals).hasSize(LIMIT - 1);
    awaitUses(before + 1);
  }

  @Test
  void tellsARepeatedRequestWhatItWasTold() throws Exception {
    peer.create(List.of(new NewCode(code, LIMIT)));
    long before = peer.uses();
    List<UUID> ids = IntStream.range(0, LIMIT).mapToObj(_ -> UUID.randomUUID()).toList();

    assertThat(outcomes(redeem(ids))).containsOnly(PeerOutcome.REDEEMED);
    assertThat(outcomes(redeem(ids))).containsOnly(toldAgain());

    awaitUses(before + LIMIT);
  }

  @Test
  void refusesACodeThatDoesNotExist() {
    assertThat(peer.redeem(UUID.randomUUID(), "NO-" + code, "user").join().outcome())
        .isEqualTo(PeerOutcome.UNKNOWN_CODE);
  }

  @Test
  void hasWhatItAcknowledgedAfterItWasKilled(@TempDir Path directory) throws Exception {
    peer.create(List.of(new NewCode(code, LIMIT_NEVER_REACHED)));
    long before = peer.uses();
    peer.close();

    redeemUntilKilled(code, directory);

    peer = openPeer();
    List<Acknowledged> acknowledged = Redeeming.acknowledged(directory);
    assertThat(acknowledged).isNotEmpty();
    long noted = before + acknowledged.size();
    Await.patiently().until(() -> peer.uses() >= noted);
    List<CompletableFuture<PeerDecision>> again = new ArrayList<>();
    for (Acknowledged one : acknowledged) {
      again.add(peer.redeem(one.requestId(), code, one.userId()));
    }
    assertThat(outcomes(again)).containsOnly(toldAgain());
  }

  /** What a peer says about its own store may come later than its decisions. */
  private void awaitUses(long expected) {
    Await.patiently().until(peer::uses, uses -> uses >= expected);
    assertThat(peer.uses()).isEqualTo(expected);
  }

  private List<CompletableFuture<PeerDecision>> redeem(List<UUID> ids) {
    return ids.stream().map(id -> peer.redeem(id, code, "user-of-" + id)).toList();
  }

  private static List<PeerOutcome> outcomes(List<CompletableFuture<PeerDecision>> decisions) {
    return decisions.stream().map(decision -> decision.join().outcome()).toList();
  }
}
