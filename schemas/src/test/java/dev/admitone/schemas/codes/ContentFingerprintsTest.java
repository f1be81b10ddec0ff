package dev.admitone.schemas.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.Ask;
import dev.admitone.schemas.avro.ChangeInvite;
import dev.admitone.schemas.avro.ContentFingerprint;
import dev.admitone.schemas.avro.CreateInvite;
import dev.admitone.schemas.avro.EraseUser;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.Redeem;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.avro.Refresh;
import dev.admitone.schemas.avro.ReleaseUse;
import dev.admitone.schemas.avro.RepairCount;
import dev.admitone.schemas.avro.SealedSignup;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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

  @Test
  void aRequestsFingerprintIsThatOfItsOneCommand() {
    Redeem redeem = new Redeem("user-1", null);
    CreateInvite create = invite(3L, null, null, "one");
    ChangeInvite change = ChangeInvite.newBuilder().setChangedBy("one").build();
    ReleaseUse release = new ReleaseUse(new UUID(0, 1), "a mistake", "one");
    assertThat(ContentFingerprints.of(request().setRedeem(redeem).build()))
        .contains(ContentFingerprints.of("KTEST1", redeem));
    assertThat(ContentFingerprints.of(request().setCreateInvite(create).build()))
        .contains(ContentFingerprints.of("KTEST1", create));
    assertThat(ContentFingerprints.of(request().setChangeInvite(change).build()))
        .contains(ContentFingerprints.of("KTEST1", change));
    assertThat(ContentFingerprints.of(request().setReleaseUse(release).build()))
        .contains(ContentFingerprints.of("KTEST1", release));
    assertThat(ContentFingerprints.of(request().setRefresh(new Refresh()).build()))
        .contains(ContentFingerprints.of("KTEST1", new Refresh()));
  }

  @Test
  void aRequestsFingerprintIsThatOfItsCommandOfVersionTwo() {
    Ask ask = new Ask(new Position(3, 41L));
    RepairCount repair = new RepairCount("miscounted", "one");
    EraseUser erase = new EraseUser("user-1", "erased-1", "asked for it", "one");
    assertThat(ContentFingerprints.of(request().setCode("").setAsk(ask).build()))
        .contains(ContentFingerprints.of(ask));
    assertThat(ContentFingerprints.of(request().setRepairCount(repair).build()))
        .contains(ContentFingerprints.of("KTEST1", repair));
    assertThat(ContentFingerprints.of(request().setEraseUser(erase).build()))
        .contains(ContentFingerprints.of("KTEST1", erase));
    assertThat(
            Stream.of(
                    ContentFingerprints.of(ask),
                    ContentFingerprints.of(new Ask(new Position(3, 42L))),
                    ContentFingerprints.of("KTEST1", repair),
                    ContentFingerprints.of("KTEST1", erase))
                .map(fingerprint -> HexFormat.of().formatHex(fingerprint.bytes())))
        .containsExactly(
            "3c1903f6f5846068706407b6f3a110c6",
            "f68c4384dbc40ec525d3495188624f2b",
            "5c293677c2a1b2c0e73f147a2a33b5b3",
            "c99f951b3d98534b79e2dc92c20a991b");
  }

  @Test
  void aSignupAndNoCommandHaveNoFingerprintThatCouldBeComputed() {
    Redeem signup = new Redeem("user-1", new SealedSignup(ByteBuffer.allocate(1)));
    assertThat(ContentFingerprints.of(request().setRedeem(signup).build())).isEmpty();
    assertThat(ContentFingerprints.of(request().build())).isEmpty();
  }

  private static RedemptionRequest.Builder request() {
    return RedemptionRequest.newBuilder()
        .setRequestId(new UUID(0, 2))
        .setContentFingerprint(new ContentFingerprint(new byte[16]))
        .setCode("KTEST1");
  }

  private static ContentFingerprint redeem(String code, String user) {
    return ContentFingerprints.of(code, Redeem.newBuilder().setUserId(user).build());
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
    return CreateInvite.newBuilder()
        .setUnlimited(maxUses == null)
        .setMaxUses(maxUses == null ? 0 : maxUses)
        .setStartsAt(startsAt)
        .setExpiresAt(expiresAt)
        .setCreatedBy(createdBy)
        .build();
  }
}
