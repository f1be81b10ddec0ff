package dev.admitone.gateway.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Tells a member that is null from one that was left out. */
final class MemberDeserializer extends ValueDeserializer<Member<?>> {

  private final @Nullable ValueDeserializer<Object> values;

  /** For Jackson, which asks it for one that knows the value's type. */
  MemberDeserializer() {
    this(null);
  }

  private MemberDeserializer(@Nullable ValueDeserializer<Object> values) {
    this.values = values;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new MemberDeserializer(
        context.findContextualValueDeserializer(
            context.getContextualType().containedType(0), property));
  }

  @Override
  public Member<?> deserialize(JsonParser parser, DeserializationContext context) {
    return Member.of(requireNonNull(values, "made contextual").deserialize(parser, context));
  }

  @Override
  public Member<?> getNullValue(DeserializationContext context) {
    return Member.of(null);
  }

  @Override
  public Member<?> getAbsentValue(DeserializationContext context) {
    return Member.absent();
  }
}
