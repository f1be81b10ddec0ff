package dev.admitone.gateway.signup;

import static dev.admitone.gateway.support.Signups.PATH;
import static dev.admitone.gateway.support.Signups.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.PlayedProcessor.Received;
import dev.admitone.gateway.support.Records;
import dev.admitone.schemas.avro.RefusalReason;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The key of fingerprints is rotated: signups of before keep their answers. */
@Tag("services")
class RotatedFingerprintsTest {

  /** The others' keyset with a new key, which is the primary one already. */
  private static final Gateway ROTATED =
      Gateway.start("--admit-one.gateway.signup.fingerprint.keyset=" + rotated());

  private final Gateway before = Gateway.shared();
  private final PlayedProcessor processor = PlayedProcessor.shared();
  private final String code = Records.newCode();
  private final String key = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    ROTATED.close();
  }

  @Test
  void aSignupOfBeforeThatTheLedgerRemembersGetsItsFirstAnswer() throws Exception {
    CompletableFuture<Reply> again = signUpAgain("phone", "+15555551234");
    List<Received> sent = processor.await(code, 3);
    Received first = sent.getFirst();
    assertThat(sent).extracting(Received::id).containsOnly(first.id());
    assertThat(sent.get(1).request().getContentFingerprint())
        .isNotEqualTo(first.request().getContentFingerprint());
    assertThat(sent.get(2).request().getContentFingerprint())
        .isEqualTo(first.request().getContentFingerprint());
    processor.publish(Records.redeemed(sent.get(2)));
    assertThat(again.get().text()).isEqualTo("{\"success\":true}");
  }

  @Test
  void anotherSignupUnderItsKeyIsAnotherOneUnderAllKeys() throws Exception {
    CompletableFuture<Reply> again = signUpAgain("phone", "+15555551235");
    List<Received> sent = processor.await(code, 3);
    assertThat(sent.stream().map(one -> one.request().getContentFingerprint()).distinct())
        .hasSize(3);
    processor.publish(Records.refused(sent.get(2), RefusalReason.REQUEST_ID_REUSED));
    assertThat(again.get().status()).isEqualTo(422);
  }

  @Test
  void whereTheFirstAnswerIsHereItCostsNothing() {
    before.post(PATH, body(code), "Idempotency-Key", key, "Prefer", "respond-async");
    Received first = processor.await(code);
    processor.publish(Records.redeemed(first));
    ROTATED.get("/api/redemptions/" + first.id() + "?at=" + first.at(), "Prefer", "wait=30");
    Reply again = ROTATED.post(PATH, body(code), "Idempotency-Key", key);
    assertThat(again.text()).isEqualTo("{\"success\":true}");
    assertThat(processor.receivedFor(code)).hasSize(1);
  }

  /** Sent before, undecided there; sent again after the rotation, and refused as reused. */
  private CompletableFuture<Reply> signUpAgain(String field, String value) {
    before.post(PATH, body(code), "Idempotency-Key", key, "Prefer", "respond-async");
    processor.await(code);
    CompletableFuture<Reply> again =
        ROTATED.postLater(
            PATH, body(code, field, value), "Idempotency-Key", key, "Prefer", "wait=30");
    Received second = processor.await(code, 2).get(1);
    processor.publish(Records.refused(second, RefusalReason.REQUEST_ID_REUSED));
    return again;
  }

  private static String rotated() {
    try {
      KeysetHandle keys =
          TinkJsonProtoKeysetFormat.parseKeyset(
              Gateway.FINGERPRINT_KEYSET, PrfConfig2026.get(), InsecureSecretKeyAccess.get());
      KeysetHandle rotated =
          KeysetHandle.newBuilder()
              .addEntry(
                  KeysetHandle.importKey(keys.getPrimary().getKey())
                      .withFixedId(keys.getPrimary().getId()))
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedPrfParameters.HMAC_SHA256_PRF)
                      .withRandomId()
                      .makePrimary())
              .setConfiguration(PrfConfig2026.get())
              .build();
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          rotated, PrfConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
