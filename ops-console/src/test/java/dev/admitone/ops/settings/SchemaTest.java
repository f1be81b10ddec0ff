package dev.admitone.ops.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The schemas of the ledger and of the console's own tables. */
class SchemaTest {

  private static final String LEDGER = "admit-one.ops.ledger";
  private static final String KEPT = "admit-one.ops.kept";

  @Test
  void anEmptySchemaIsNone() {
    Binder binder =
        new Binder(
            new MapConfigurationPropertySource(
                Map.of(LEDGER + ".schema", "", KEPT + ".schema", "")));

    assertThat(binder.bindOrCreate(LEDGER, LedgerProperties.class).schema()).isNull();
    assertThat(binder.bindOrCreate(KEPT, KeptProperties.class).schema()).isNull();
  }
}
