package dev.admitone.processor.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProcessorPropertiesTest {

  @Test
  void anEmptySchemaIsNone() {
    assertThat(bound("").schema()).isNull();
    assertThat(bound("admit_one").schema()).isEqualTo("admit_one");
  }

  private static ProcessorProperties bound(String schema) {
    Map<String, String> settings = Map.of("admit-one.processor.schema", schema);
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("admit-one.processor", ProcessorProperties.class);
  }
}
