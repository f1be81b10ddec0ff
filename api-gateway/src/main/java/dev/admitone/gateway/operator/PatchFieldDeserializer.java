package dev.admitone.gateway.operator;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Tells a member that is null from one that was left out. */
final class PatchFieldDeserializer extends ValueDeserializer<PatchField<?>> {

  private final @Nullable ValueDeserializer<Object> values;

  /** For Jackson, which asks it for one that knows the value's type. */
  PatchFieldDeserializer() {
    this(null);
  }

  private PatchFieldDeserializer(@Nullable ValueDeserializer<Object> values) {
    this.values = values;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new PatchFieldDeserializer(
        context.findContextualValueDeserializer(
            context.getContextualType().containedType(0), property));
  }

  @Override
  public PatchField<?> deserialize(JsonParser parser, DeserializationContext context) {
    return PatchField.of(requireNonNull(values, "made contextual").deserialize(parser, context));
  }

  @Override
  public PatchField<?> getNullValue(DeserializationContext context) {
    return PatchField.of(null);
  }

  @Override
  public PatchField<?> getAbsentValue(DeserializationContext context) {
    return PatchField.absent();
  }
}
