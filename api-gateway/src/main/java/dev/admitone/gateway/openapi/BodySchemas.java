package dev.admitone.gateway.openapi;

import dev.admitone.gateway.call.OwnUse;
import dev.admitone.gateway.call.RequestStatus;
import dev.admitone.gateway.call.Responses;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.operator.InviteBodies.ChangeBody;
import dev.admitone.gateway.operator.InviteBodies.CreateBody;
import dev.admitone.gateway.operator.InviteBodies.Done;
import dev.admitone.gateway.operator.InviteBodies.DoneMany;
import dev.admitone.gateway.operator.InviteBodies.FullInvite;
import dev.admitone.gateway.operator.InviteBodies.PendingCode;
import dev.admitone.gateway.operator.ReleaseBody;
import dev.admitone.gateway.operator.Released;
import dev.admitone.gateway.problem.Problems;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.redemption.RedeemBody;
import dev.admitone.gateway.signup.SignupBody;
import dev.admitone.gateway.validity.ValidateBody;
import dev.admitone.gateway.validity.Validity;
import dev.admitone.gateway.validity.Validity.ValidInvite;
import dev.admitone.schemas.avro.Outcome;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of all bodies, under the names that the OpenAPI document gives them. */
final class BodySchemas {

  static final String PROBLEM = "Problem";

  /** Of one code or of many. */
  static final String CREATION_PENDING = "CreationPending";

  private BodySchemas() {}

  static void addTo(Components components) {
    components
        .addSchemas(
            "RedeemBody",
            example(
                RecordSchemas.request(RedeemBody.class, "code", "userId"),
                "code",
                "KTEST1",
                "userId",
                "user-1"))
        .addSchemas(
            "ReleaseBody",
            example(
                closed(RecordSchemas.request(ReleaseBody.class, "reason")),
                "code",
                "KTEST1",
                "reason",
                "Redeemed by mistake"))
        .addSchemas(
            "CreateBody", example(closed(RecordSchemas.request(CreateBody.class)), "maxUses", 2))
        .addSchemas("ChangeBody", change())
        .addSchemas("ValidateBody", RecordSchemas.request(ValidateBody.class, "code"))
        .addSchemas("SignupBody", signup())
        .addSchemas(
            "Redeemed",
            RecordSchemas.part(
                RequestStatus.class,
                Outcome.REDEEMED.name(),
                "requestId",
                "status",
                "code",
                "userId",
                "decidedAt",
                "position"))
        .addSchemas(
            "Pending",
            RecordSchemas.part(
                RequestStatus.class, RequestStatus.PENDING, "requestId", "status", "ahead"))
        .addSchemas("RequestStatus", RecordSchemas.answer(RequestStatus.class))
        .addSchemas("OwnUse", RecordSchemas.answer(OwnUse.class))
        .addSchemas("Events", events())
        .addSchemas("Position", RecordSchemas.answer(LogPosition.class))
        .addSchemas("Released", withStatus(Released.class, Outcome.RELEASED.name()))
        .addSchemas("Created", oneOf("Done", "DoneMany"))
        .addSchemas(CREATION_PENDING, oneOf("Pending", "PendingMany"))
        .addSchemas("Done", withStatus(Done.class, Outcome.DONE.name()))
        .addSchemas(
            "DoneMany",
            RecordSchemas.part(
                DoneMany.class, Outcome.DONE.name(), "requestId", "status", "count", "codes"))
        .addSchemas("PendingMany", withStatus(DoneMany.class, RequestStatus.PENDING))
        .addSchemas("PendingCode", RecordSchemas.answer(PendingCode.class))
        .addSchemas("FullInvite", RecordSchemas.answer(FullInvite.class))
        .addSchemas("Validity", validity())
        .addSchemas("ValidInvite", RecordSchemas.answer(ValidInvite.class))
        .addSchemas("SignedUp", signedUp())
        .addSchemas(
            "SignupPending", withStatus(Responses.SignupStatus.class, RequestStatus.PENDING))
        .addSchemas(PROBLEM, problem());
  }

  private static JsonSchema change() {
    JsonSchema schema = RecordSchemas.request(ChangeBody.class);
    schema.setMinProperties(1);
    return example(closed(schema), "maxUses", 5, "revoked", false);
  }

  private static JsonSchema signup() {
    String[] all =
        Arrays.stream(SignupBody.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toArray(String[]::new);
    return example(
        RecordSchemas.request(SignupBody.class, all),
        "userId",
        "user-123",
        "email",
        "test@example.com",
        "password",
        "SecurePass123!",
        "username",
        "testuser",
        "displayName",
        "Test User",
        "inviteCode",
        "KTEST1",
        "phone",
        "+15555551234");
  }

  private static JsonSchema events() {
    JsonSchema schema = RecordSchemas.typed("string");
    schema.setExamples(
        List.of(
            """
            event: decided
            data: {"requestId":"c6823f67-514e-8ef6-91c0-6f41aa18490d","status":"REDEEMED"}

            """));
    return schema;
  }

  private static JsonSchema withStatus(Class<? extends Record> type, String status) {
    JsonSchema schema = RecordSchemas.answer(type);
    RecordSchemas.member(schema, "status").setEnum(List.of(status));
    return schema;
  }

  private static JsonSchema validity() {
    JsonSchema schema = RecordSchemas.answer(Validity.class);
    FieldSchemas.reasonOfInvalid(RecordSchemas.member(schema, "reason"));
    return schema;
  }

  private static JsonSchema signedUp() {
    JsonSchema success = RecordSchemas.typed("boolean");
    success.setEnum(List.of(true));
    JsonSchema schema = RecordSchemas.typed("object");
    schema.addProperty("success", success);
    schema.addRequiredItem("success");
    return schema;
  }

  /** RFC 9457, with the members of {@link Problems}. */
  private static JsonSchema problem() {
    JsonSchema schema = RecordSchemas.typed("object");
    schema.setDescription("A problem (RFC 9457)");
    for (String name : List.of("type", "title", "detail", "instance", "error")) {
      schema.addProperty(name, FieldSchemas.answer(name, RecordSchemas.typed("string")));
    }
    RecordSchemas.member(schema, "type").setFormat("uri");
    RecordSchemas.member(schema, "instance").setFormat("uri-reference");
    schema.addProperty("status", RecordSchemas.typed("integer"));
    JsonSchema reason = FieldSchemas.answer("reason", RecordSchemas.typed("string"));
    reason.setEnum(FieldSchemas.names(EnumSet.allOf(Reason.class)));
    schema.addProperty("reason", reason);
    schema.addProperty(
        "mayChange", FieldSchemas.answer("mayChange", RecordSchemas.typed("boolean")));
    JsonSchema id = FieldSchemas.answer("requestId", RecordSchemas.typed("string"));
    id.setFormat("uuid");
    schema.addProperty("requestId", id);
    schema.addProperty("ownUse", FieldSchemas.answer("ownUse", RecordSchemas.reference("OwnUse")));
    List.of("type", "title", "status", "detail", "error", "reason", "mayChange")
        .forEach(schema::addRequiredItem);
    return schema;
  }

  /** A member that is unknown is refused. */
  private static JsonSchema closed(JsonSchema schema) {
    schema.setAdditionalProperties(false);
    return schema;
  }

  /** What the page offers to be sent: pairs of a member and its value. */
  private static JsonSchema example(JsonSchema schema, Object... members) {
    Map<Object, Object> example = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      example.put(members[i], members[i + 1]);
    }
    schema.setExamples(List.of(example));
    return schema;
  }

  private static JsonSchema oneOf(String... names) {
    JsonSchema schema = new JsonSchema();
    for (String name : names) {
      schema.addOneOfItem(RecordSchemas.reference(name));
    }
    return schema;
  }
}
