package dev.admitone.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.Redeem;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentFingerprintsTest {

  @Test
  void theFingerprintOfAContentNeverChanges() {
    assertThat(HexFormat.of().formatHex(redeem("KTEST1", "user-1").bytes()))
        .isEqualTo("bd93a53f297250b5b42299eea8a0ab7e");
  }

  @Test
  void contentsThatDifferHaveDifferentFingerprints() {
    Instant time = Instant.ofEpochMilli(0);
    assertThat(
            List.of(
                redeem("KTEST1", "user-1"),
                redeem("KTEST1", "user-2"),
                redeem("KTEST", "1user-1"),
                create(null, null, null),
                create(1L, null, null),
                create(null, time, null),
                create(null, null, time)))
        .doesNotHaveDuplicates();
  }

  @Test
  void whoAskedIsNotPartOfTheContent() {
    CreateInvite byOne = invite(3L, null, null, "one");
    CreateInvite byAnother = invite(3L, null, null, "another");
    assertThat(ContentFingerprints.of("KTEST1", byOne))
        .isEqualTo(ContentFingerprints.of("KTEST1", byAnother));
  }

  private static ContentFingerprint redeem(String code, String user) {
    return ContentFingerprints.of(code, new Redeem(user, null));
  }

  private static ContentFingerprint create(
      @Nullable Long maxUses, @Nullable Instant startsAt, @Nullable Instant expiresAt) {
    return ContentFingerprints.of("KTEST1", invite(maxUses, startsAt, expiresAt, "one"));
  }

  private static CreateInvite invite(
      @Nullable Long maxUses,
      @Nullable Instant startsAt,
      @Nullable Instant expiresAt,
      String createdBy) {
    return new CreateInvite(
        maxUses == null, maxUses == null ? 0L : maxUses, startsAt, expiresAt, createdBy);
  }
}
