package dev.admitone.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the audit has stored has to be read by later releases. */
class StoredNamesTest {

  @Test
  void theNamesThatAreStoredStay() {
    assertThat(AuditAction.values())
        .extracting(Enum::name)
        .contains(
            "CREATE",
            "CHANGE",
            "REVOKE",
            "RELEASE",
            "IMPORT",
            "REVOKE_SET",
            "SEND_AGAIN",
            "SET_ASIDE",
            "ERASE_USER",
            "END_SESSION");
    assertThat(AuditState.values())
        .extracting(Enum::name)
        .containsExactly("ASKED", "DONE", "REFUSED", "UNKNOWN");
  }
}
