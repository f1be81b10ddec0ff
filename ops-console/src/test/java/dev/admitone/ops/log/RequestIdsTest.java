package dev.admitone.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.schemas.avro.ContentFingerprint;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids that are derived: a later release has to derive the same. */
class RequestIdsTest {

  private static final ContentFingerprint CONTENT =
      new ContentFingerprint(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});

  @Test
  void theSameTextsAndContentGiveTheSameIdForEver() {
    assertThat(RequestIds.derived("ops-import", CONTENT, "olga", "fair-2026", "SPRING-24"))
        .isEqualTo(UUID.fromString("45993598-6cf1-8dd5-923a-0a463f67d9d0"));
  }

  @Test
  void eachPartMakesAnotherId() {
    UUID id = RequestIds.derived("ops-import", CONTENT, "olga", "key", "CODE");
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(RequestIds.derived("ops-change", CONTENT, "olga", "key", "CODE")).isNotEqualTo(id);
    assertThat(RequestIds.derived("ops-import", CONTENT, "olga", "keyC", "ODE")).isNotEqualTo(id);
    assertThat(RequestIds.derived("ops-import", CONTENT, "olga", "key")).isNotEqualTo(id);
    ContentFingerprint other = new ContentFingerprint(new byte[16]);
    assertThat(RequestIds.derived("ops-import", other, "olga", "key", "CODE")).isNotEqualTo(id);
  }
}
