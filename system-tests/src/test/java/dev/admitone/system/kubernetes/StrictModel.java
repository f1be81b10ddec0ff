package dev.admitone.system.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Reads manifests into models, as strictly as a Kubernetes API server with strict validation: a
 * field that the model does not have fails, and so does a number or a truth value where the model
 * has a text.
 */
final class StrictModel {

  private static final JsonMapper MAPPER = mapper();

  private StrictModel() {}

  /**
   * The model's object.
   *
   * @param tree what the YAML parser made of the manifest
   * @throws IllegalArgumentException if a field is unknown or has a value of another kind
   */
  static <T> T read(Object tree, Class<T> model) {
    return MAPPER.convertValue(tree, model);
  }

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutCatchAll())
            .build();
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper;
  }

  /** The models keep unknown fields in a map of their own; without it these are errors. */
  private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
