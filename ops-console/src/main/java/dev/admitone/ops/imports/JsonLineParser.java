package dev.admitone.ops.imports;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads lines of JSON, strictly: a misspelt limit would make an unlimited code. */
final class JsonLineParser implements LineParser {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Integer,
              number ->
                  number
                      .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
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
        return ImportLine.Bad.unread(number, BadReason.NOT_JSON);
      }
      String maxUses = members.maxUses() == null ? null : members.maxUses().toString();
      return new Values(members.code(), maxUses, members.startsAt(), members.expiresAt())
          .line(number);
    } catch (JacksonException e) {
      return ImportLine.Bad.unread(number, BadReason.NOT_JSON);
    }
  }
}
