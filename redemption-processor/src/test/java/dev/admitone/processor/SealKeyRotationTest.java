package dev.admitone.processor;

import static dev.admitone.testsupport.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.admitone.schemas.avro.RedemptionRequest;
import dev.admitone.schemas.signup.ProfileSeal;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Rotates the seal's key as {@code docs/how-to/manage-signup-keys.md} says, with the calls of Tink
 * that its tool makes. A processor reads its keyset at its start, so each step starts it again.
 */
@ExtendWith(FreshSite.class)
@Tag("services")
class SealKeyRotationTest {

  private final String code = TestRequests.newCode();
  private final KeysetHandle old = generate();
  private final KeysetHandle added = addKey(old);
  private final KeysetHandle promoted = promoteKey(added, 1);
  private final KeysetHandle disabled = disableKey(promoted, 0);
  private final List<UUID> signups = new ArrayList<>();

  @Test
  void aProcessorOpensEachSealAtEachStepOfARotation(Site site, TestLog log) throws Exception {
    log.append(TestRequests.create(code, null));
    // While a step is under way, some gateways still seal with the keyset of the step before it.
    opensAll(site, log, old, List.of(old));
    opensAll(site, log, added, List.of(old, added));
    opensAll(site, log, added, List.of(added, promoted, added));
    opensAll(site, log, promoted, List.of(promoted, added));
    opensAll(site, log, disabled, List.of(promoted, disabled));

    assertThat(log.resultsFor(code)).hasSize(1 + signups.size());
    assertThat(log.deadLetters()).isEmpty();
  }

  @Test
  void aSealOfAKeyThatWasPromotedTooEarlyWaitsUntilTheProcessorHasTheKey(Site site, TestLog log)
      throws Exception {
    log.append(TestRequests.create(code, null));
    opensAll(site, log, old, List.of(old));
    waitsFor(site, log, old, promoted, promoted);
    opensAll(site, log, added, List.of(old, promoted));
    assertAllRedeemedInOrder(log);
  }

  @Test
  void aSealOfAKeyThatWasDisabledTooEarlyWaitsUntilTheKeyIsEnabledAgain(Site site, TestLog log)
      throws Exception {
    log.append(TestRequests.create(code, null));
    opensAll(site, log, added, List.of(old));
    waitsFor(site, log, disabled, old, old);
    opensAll(site, log, promoted, List.of(promoted));
    assertAllRedeemedInOrder(log);
  }

  /** A signup waits in the log before the processor starts, and others come while it runs. */
  private void opensAll(Site site, TestLog log, KeysetHandle keyset, List<KeysetHandle> gateways)
      throws Exception {
    log.append(signup(gateways.getFirst()));
    try (RunningProcessor processor = start(site, keyset)) {
      for (KeysetHandle gateway : gateways) {
        log.append(signup(gateway));
      }
      patiently().until(() -> log.resultsFor(code).size() > signups.size());
      processor.awaitReady();
    }
    assertThat(TestLog.words(log.resultsFor(code)))
        .startsWith("DONE")
        .filteredOn(word -> !word.equals("DONE"))
        .hasSameSizeAs(signups)
        .containsOnly("REDEEMED");
  }

  /** Decides nothing, names the key of the first gateway's seal, and gives up nothing. */
  private void waitsFor(Site site, TestLog log, KeysetHandle keyset, KeysetHandle... gateways)
      throws Exception {
    int before = log.resultsFor(code).size();
    try (RunningProcessor processor = start(site, keyset)) {
      for (KeysetHandle gateway : gateways) {
        log.append(signup(gateway));
      }
      processor.awaitApart(
          "key " + Integer.toUnsignedString(gateways[0].getPrimary().getId()),
          "is not among the enabled keys of the seal's keyset: add it");
    }
    assertThat(log.resultsFor(code)).hasSize(before);
    assertThat(log.deadLetters()).isEmpty();
  }

  private void assertAllRedeemedInOrder(TestLog log) {
    assertThat(log.resultsFor(code))
        .extracting(told -> told.value().getRequestId())
        .endsWith(signups.toArray(UUID[]::new));
    assertThat(log.deadLetters()).isEmpty();
  }

  private RedemptionRequest signup(KeysetHandle gateway) {
    UUID id = UUID.randomUUID();
    signups.add(id);
    String user = "user-" + signups.size();
    return TestRequests.signUp(ProfileSeal.of(json(gateway), 1), id, code, user, user);
  }

  private static RunningProcessor start(Site site, KeysetHandle keyset) {
    return RunningProcessor.start(site, "admit-one.seal.keyset=" + json(keyset));
  }

  /** As {@code tinkey create-keyset --key-template AES256_GCM}. */
  private static KeysetHandle generate() {
    try {
      return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code tinkey add-key}: the primary key stays the one that it was. */
  private static KeysetHandle addKey(KeysetHandle keyset) {
    return changed(
        keyset,
        keys ->
            keys.addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId()));
  }

  /** As {@code tinkey promote-key}. */
  private static KeysetHandle promoteKey(KeysetHandle keyset, int index) {
    return changed(keyset, keys -> keys.getAt(index).makePrimary());
  }

  /** As {@code tinkey disable-key}. */
  private static KeysetHandle disableKey(KeysetHandle keyset, int index) {
    return changed(keyset, keys -> keys.getAt(index).setStatus(KeyStatus.DISABLED));
  }

  private static KeysetHandle changed(KeysetHandle keyset, Consumer<KeysetHandle.Builder> change) {
    var builder = KeysetHandle.newBuilder(keyset).setConfiguration(AeadConfig2026.get());
    change.accept(builder);
    try {
      return builder.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(KeysetHandle keyset) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
