package dev.admitone.gateway.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.InviteSnapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InviteTableTest {

  private static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  private static final Instant EARLY = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("9999-12-31T23:59:59.999Z");

  private final InviteTable table = new InviteTable(64 << 20);

  @Test
  void givesBackWhatASnapshotSays() {
    String longest = "AZ09-_".repeat(11).substring(0, 64);
    for (String code : new String[] {"ABC", "A-1_", "Z9Z9Z", "WELCOME", longest}) {
      table.define(
          new InviteSnapshot(
              Records.snapshot(code, 1).build().getInviteId(),
              code,
              Long.MAX_VALUE,
              Long.MAX_VALUE,
              EARLY,
              LATE,
              LATE,
              Long.MAX_VALUE));
      assertThat(table.invite(code))
          .contains(
              new Invite(code, Long.MAX_VALUE, Long.MAX_VALUE, EARLY, LATE, LATE, Long.MAX_VALUE));
    }
    table.define(Records.snapshot("NOTHING", 0).build());
    assertThat(table.invite("NOTHING"))
        .contains(new Invite("NOTHING", null, 0, null, null, null, 0));
    assertThat(table.codes()).isEqualTo(6);
  }

  @Test
  void tellsCodesApartThatBeginAlike() {
    table.define(Records.snapshot("AAA", 1).setMaxUses(3L).build());
    table.define(Records.snapshot("AAAA", 1).setMaxUses(4L).build());
    assertThat(table.invite("AAA").orElseThrow().maxUses()).isEqualTo(3);
    assertThat(table.invite("AAAA").orElseThrow().maxUses()).isEqualTo(4);
    assertThat(table.invite("AAAAA")).isEmpty();
    assertThat(table.invite("AA")).isEmpty();
  }

  @Test
  void takesTheUsesOfTheHighestVersionFromSnapshotsAndResults() {
    table.define(Records.snapshot("CODE", 3).setMaxUses(9L).setCurrentUses(3).build());
    table.count("CODE", 5, 5);
    table.count("CODE", 4, 4);
    assertThat(uses()).isEqualTo(5);
    // A snapshot that is older than the results, of a later definition.
    assertThat(table.define(Records.snapshot("CODE", 4).setMaxUses(8L).setCurrentUses(4).build()))
        .isTrue();
    assertThat(uses()).isEqualTo(5);
    assertThat(table.invite("CODE").orElseThrow().maxUses()).isEqualTo(8);
    assertThat(table.invite("CODE").orElseThrow().definitionVersion()).isEqualTo(4);
    // A use that was given back.
    table.define(Records.snapshot("CODE", 6).setMaxUses(8L).setCurrentUses(4).build());
    assertThat(uses()).isEqualTo(4);
    assertThat(table.define(Records.snapshot("CODE", 5).setMaxUses(7L).build())).isFalse();
    assertThat(table.invite("CODE").orElseThrow().maxUses()).isEqualTo(8);
  }

  @Test
  void usesThatComeBeforeTheSnapshotShowNothingAndAreKept() {
    table.count("CODE", 5, 5);
    assertThat(table.invite("CODE")).isEmpty();
    table.define(Records.snapshot("CODE", 3).setMaxUses(9L).setCurrentUses(3).build());
    assertThat(uses()).isEqualTo(5);
    assertThat(table.invite("CODE").orElseThrow().definitionVersion()).isEqualTo(3);
  }

  /** What grows, shrinks and moves, beside a map that does the same. */
  @Test
  void hasWhatAMapWouldHave() {
    Random random = new Random(42);
    Map<String, Invite> expected = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      String code = code(random.nextInt(60_000));
      long version = i;
      InviteSnapshot snapshot =
          Records.snapshot(code, version)
              .setMaxUses(random.nextBoolean() ? null : random.nextLong(1L << random.nextInt(60)))
              .setCurrentUses(random.nextLong(1L << random.nextInt(40)))
              .setStartsAt(time(random))
              .setExpiresAt(time(random))
              .setRevokedAt(time(random))
              .build();
      assertThat(table.define(snapshot)).isTrue();
      expected.put(
          code,
          new Invite(
              code,
              snapshot.getMaxUses(),
              snapshot.getCurrentUses(),
              snapshot.getStartsAt(),
              snapshot.getExpiresAt(),
              snapshot.getRevokedAt(),
              version));
    }
    assertThat(table.codes()).isEqualTo(expected.size());
    expected.forEach((code, invite) -> assertThat(table.invite(code)).contains(invite));
    table.clear();
    assertThat(table.codes()).isZero();
    assertThat(table.invite(code(1))).isEmpty();
  }

  @Test
  void aCodeTakesLessThanThirtyBytes() {
    fill(table, 500_000);
    assertThat(table.codes()).isEqualTo(500_000);
    assertThat(table.bytes() / 500_000.0).isLessThan(30);
  }

  @Test
  void leavesOutCodesThatThereIsNoSpaceForAndKeepsTheOthersUpToDate() {
    InviteTable small = new InviteTable(4 << 20);
    fill(small, 200_000);
    assertThat(small.leftOut()).isPositive();
    assertThat(small.codes() + small.leftOut()).isEqualTo(200_000);
    assertThat(small.bytes()).isLessThanOrEqualTo(4 << 20);
    assertThat(small.invite(code(199_999))).isEmpty();
    small.count(code(1), 9, 1_000_000_000_000L);
    assertThat(small.invite(code(1)).orElseThrow().currentUses()).isEqualTo(1_000_000_000_000L);
    small.clear();
    assertThat(small.leftOut()).isZero();
  }

  private static void fill(InviteTable table, int count) {
    for (int i = 0; i < count; i++) {
      table.define(Records.snapshot(code(i), 1).setMaxUses(100L).build());
    }
  }

  /** Of 12 characters, as the gateway generates them. */
  private static String code(int number) {
    Random random = new Random(number);
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
    }
    return code.toString();
  }

  private static @Nullable Instant time(Random random) {
    return random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextLong(1L << 41));
  }

  private long uses() {
    return table.invite("CODE").orElseThrow().currentUses();
  }
}
