package dev.admitone.ops.imports;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of JSON, strictly: a misspelt limit would make an unlimited code. */
final class JsonLineParser implements LineParser {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private record Members(
      @Nullable String code,
      @Nullable Long maxUses,
      @Nullable String startsAt,
      @Nullable String expiresAt) {}

  @Override
  public ImportLine parse(long number, String line) {
    try {
      Members members = JSON.readValue(line, Members.class);
      if (members == null) {
        return new ImportLine.Bad(number, BadReason.NOT_JSON);
      }
      String maxUses = members.maxUses() == null ? null : members.maxUses().toString();
      return new Values(members.code(), maxUses, members.startsAt(), members.expiresAt())
          .line(number);
    } catch (JacksonException e) {
      return new ImportLine.Bad(number, BadReason.NOT_JSON);
    }
  }
}
