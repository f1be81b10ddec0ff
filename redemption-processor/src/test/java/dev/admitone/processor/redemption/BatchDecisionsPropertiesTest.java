package dev.admitone.processor.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BatchDecisionsPropertiesTest {

  @Property
  void x(@ForAll int i) {
    assertThat(i).isNotEqualTo(42);
  }
}
