package dev.admitone.gateway.openapi;

import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.signup.SignupFields;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.ProfileForms;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the OpenAPI document says of a member, by its name: a name means the same in every body, and
 * requests and answers differ in what is said of it.
 */
final class FieldSchemas {

  /** Why a code cannot be redeemed, as validate says it. */
  private static final Set<Reason> INVALID =
      EnumSet.of(
          Reason.UNKNOWN_CODE,
          Reason.REVOKED,
          Reason.NOT_YET_VALID,
          Reason.EXPIRED,
          Reason.EXHAUSTED);

  private static final String CANONICAL_CODE =
      "^[A-Z0-9_-]{%d,%d}$".formatted(ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX);

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("ahead", "Number of requests ahead of this one in its queue"),
          Map.entry("codes", "Those that can be redeemed"),
          Map.entry("count", "How many codes"),
          Map.entry("currentUses", "How many uses are taken"),
          Map.entry("decidedAt", "The broker's append time of the request"),
          Map.entry("error", "A sentence for people"),
          Map.entry("expiresAt", "From when on it cannot be redeemed; null: never"),
          Map.entry("isValid", "Whether the code could be redeemed now"),
          Map.entry("location", "URL of this request's status"),
          Map.entry("maxUses", "How many uses it has; null: unlimited"),
          Map.entry(
              "mayChange", "Whether the same wish, as a new request, may get another answer later"),
          Map.entry(
              "ownUse",
              "With ALREADY_USED: the use of the code that the user has, as looked up when this was"
                  + " answered; absent once it was given back"),
          Map.entry("pending", "Those that are not decided or not shown yet; absent if none"),
          Map.entry("reason", "Why, for programs"),
          Map.entry("remainingUses", "How many uses are left; null: unlimited"),
          Map.entry("requestId", "The request's id, derived from caller and key if there is a key"),
          Map.entry("revoked", "Whether it was withdrawn"),
          Map.entry("startsAt", "From when on it can be redeemed; null: from the beginning"),
          Map.entry("status", "How the request stands"),
          Map.entry("unsent", "How many are not in the log yet; absent if none"),
          Map.entry("useId", "The request that redeemed the code"),
          Map.entry("usedAt", "The broker's append time of that request"),
          Map.entry("userId", "The user"));

  private FieldSchemas() {}

  /** Adds what calls have to keep to. */
  static JsonSchema request(String name, JsonSchema schema) {
    String text = TEXTS.get(name);
    switch (name) {
      case "code", "inviteCode" -> {
        schema.setExamples(List.of("KTEST1"));
        text =
            ("%d to %d of A-Z, 0-9, '-' and '_'; case, white space, invisible characters and the"
                    + " kind of dash don't matter")
                .formatted(ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX);
      }
      case "userId" -> {
        length(schema, 1, Fields.MAX_USER_ID_LENGTH);
        text =
            "The user; in Unicode's composed form (NFC), without white space at an end, without"
                + " invisible or bidirectional characters";
      }
      case "reason" -> {
        length(schema, 1, Fields.MAX_REASON_LENGTH);
        text = "Why it is given back";
      }
      case "count" -> {
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(Fields.MAX_CODES_PER_CALL));
      }
      case "maxUses" -> schema.setMinimum(BigDecimal.ZERO);
      case "startsAt", "expiresAt" -> {
        schema.setFormat("date-time");
        schema.setExamples(List.of("2030-01-31T12:00:00Z"));
      }
      case "email" -> {
        schema.setFormat("email");
        schema.setMaxLength(SignupFields.MAX_EMAIL_LENGTH);
        text = "In ASCII; unique without regard to case";
      }
      case "password" -> {
        schema.setFormat("password");
        length(schema, SignupFields.MIN_PASSWORD_LENGTH, SignupFields.MAX_PASSWORD_LENGTH);
        text = "Not among the most common ones; hashed as typed";
      }
      case "username" -> {
        schema.setPattern("^" + ProfileForms.USERNAME_PATTERN + "$");
        text = "Unique without regard to case";
      }
      case "displayName" -> {
        length(schema, 1, SignupFields.MAX_DISPLAY_NAME_LENGTH);
        text = "What people see";
      }
      case "phone" -> {
        schema.setPattern("^" + ProfileForms.PHONE_PATTERN + "$");
        schema.setExamples(List.of("+15555551234"));
        text = "E.164, a possible number, unique";
      }
      default -> {}
    }
    schema.setDescription(text);
    return schema;
  }

  /** Adds what answers keep to. */
  static JsonSchema answer(String name, JsonSchema schema) {
    String text = TEXTS.get(name);
    switch (name) {
      case "code" -> {
        schema.setPattern(CANONICAL_CODE);
        text = "The code in its canonical form";
      }
      case "status" -> schema.setEnum(statuses());
      case "ahead", "currentUses", "maxUses", "remainingUses", "unsent" ->
          schema.setMinimum(BigDecimal.ZERO);
      default -> {}
    }
    if (text != null) {
      schema.setDescription(text);
    }
    return schema;
  }

  /** The reasons that validate gives. */
  static JsonSchema reasonOfInvalid(JsonSchema schema) {
    schema.setEnum(names(INVALID));
    return schema;
  }

  static List<Object> names(Set<Reason> reasons) {
    return reasons.stream().<Object>map(Reason::name).toList();
  }

  private static List<Object> statuses() {
    List<Object> statuses = new ArrayList<>(List.of(RequestStatus.PENDING));
    for (Outcome outcome : Outcome.values()) {
      // Callers are told that the request is not known.
      if (outcome != Outcome.NOT_DECIDED) {
        statuses.add(outcome.name());
      }
    }
    return statuses;
  }

  private static void length(JsonSchema schema, int min, int max) {
    schema.setMinLength(min);
    schema.setMaxLength(max);
  }
}
