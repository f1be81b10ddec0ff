package dev.admitone.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.security.Caller;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

  private final Caller ann = new Caller("ann");

  @Test
  void aKeyGivesTheSameIdEachTime() {
    assertThat(RequestIds.derived(ann, "key")).isEqualTo(RequestIds.derived(ann, "key"));
    assertThat(RequestIds.derived(ann, "key").version()).isEqualTo(8);
    assertThat(RequestIds.derived(ann, "key").variant()).isEqualTo(2);
    // Never another one in a later release: a retry after an upgrade is still a retry.
    assertThat(RequestIds.derived(ann, "key")).hasToString("aef3f52f-9050-8494-b302-c17bb482dc3f");
  }

  @Test
  void callersAndKeysAreToldApartHoweverTheyAreSplit() {
    assertThat(RequestIds.derived(new Caller("an"), "nkey"))
        .isNotEqualTo(RequestIds.derived(ann, "key"));
    assertThat(RequestIds.derived(new Caller("bob"), "key"))
        .isNotEqualTo(RequestIds.derived(ann, "key"));
  }

  @Test
  void withoutAKeyEachIdIsNewAndInTheOrderOfTime() {
    assertThat(RequestIds.random()).isNotEqualTo(RequestIds.random());
    assertThat(RequestIds.random().version()).isEqualTo(7);
  }
}
