package dev.admitone.ops.records;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decoded value by the names of its fields. Fields without a value are left out. Of bytes, which
 * are a sealed profile, only their number is shown.
 */
final class AvroValues {

  private boolean cut;

  /** Whether a text was too long to be shown whole. */
  boolean isCut() {
    return cut;
  }

  Map<String, Object> of(IndexedRecord value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : value.getSchema().getFields()) {
      Object content = shown(value.get(field.pos()));
      if (content != null) {
        fields.put(field.name(), content);
      }
    }
    return fields;
  }

  private @Nullable Object shown(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case IndexedRecord nested -> of(nested);
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case GenericFixed fixed -> HexFormat.of().formatHex(fixed.bytes());
      case ByteBuffer bytes -> "%d bytes".formatted(bytes.remaining());
      // Ids, times, enums and text: as they call themselves.
      default -> text(value.toString());
    };
  }

  private String text(String text) {
    if (text.length() <= ShownText.TEXT_LENGTH_MAX) {
      return text;
    }
    cut = true;
    return ShownText.begin(text);
  }
}
