package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.GatewayProperties;
import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.security.TokenProperties;
import dev.admitone.gateway.signup.SignupFields;
import dev.admitone.gateway.support.Contract;
import dev.admitone.gateway.web.BodyLimit;
import dev.admitone.gateway.web.HeaderNames;
import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.ProfileForms;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;

/** The limits of the contract are the constants and the defaults of the code. */
class ContractLimitsTest {

  private static final String SIGNUP = "/schemas/CompletePhoneSignupBody/properties/";
  private static final String CANONICAL_CODE =
      "^[A-Z0-9_-]{%d,%d}$".formatted(ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX);

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("/schemas/CanonicalCode/pattern", CANONICAL_CODE),
        Arguments.of("/schemas/UserId/minLength", 1),
        Arguments.of("/schemas/UserId/maxLength", ContentLimits.USER_ID_LENGTH_MAX),
        Arguments.of("/schemas/ReleaseRedemptionBody/properties/reason/minLength", 1),
        Arguments.of(
            "/schemas/ReleaseRedemptionBody/properties/reason/maxLength",
            ContentLimits.REASON_LENGTH_MAX),
        Arguments.of("/schemas/CreateInvitesBody/properties/count/minimum", 1),
        Arguments.of(
            "/schemas/CreateInvitesBody/properties/count/maximum", Fields.CODES_PER_CALL_MAX),
        Arguments.of(SIGNUP + "email/maxLength", ContentLimits.EMAIL_LENGTH_MAX),
        Arguments.of(SIGNUP + "password/minLength", SignupFields.PASSWORD_LENGTH_MIN),
        Arguments.of(SIGNUP + "password/maxLength", SignupFields.PASSWORD_LENGTH_MAX),
        Arguments.of(SIGNUP + "username/pattern", whole(ProfileForms.USERNAME_PATTERN)),
        Arguments.of(SIGNUP + "displayName/minLength", 1),
        Arguments.of(SIGNUP + "displayName/maxLength", ContentLimits.DISPLAY_NAME_CODE_POINTS_MAX),
        Arguments.of(SIGNUP + "phone/pattern", whole(ProfileForms.PHONE_PATTERN)),
        Arguments.of("/parameters/At/schema/pattern", whole(LogPosition.TEXT.pattern())),
        Arguments.of("/parameters/IdempotencyKey/name", HeaderNames.IDEMPOTENCY_KEY),
        Arguments.of("/parameters/IdempotencyKey/schema/pattern", whole(CallReader.KEY.pattern())),
        Arguments.of("/parameters/PreferWaiting/name", HeaderNames.PREFER),
        Arguments.of("/securitySchemes/sessionCookie/name", tokens().sessionCookie()));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsTheOneOfTheCode(String pointer, Object value) {
    JsonNode described = Contract.document().path("components").at(pointer);
    assertThat(described.asString()).isEqualTo(String.valueOf(value));
  }

  @Test
  void theTextsNameTheDefaultsOfTheSettings() {
    GatewayProperties gateway = gateway();
    assertThat(text("/components/parameters/PreferWaiting"))
        .contains("at most %d".formatted(gateway.maxWait().toSeconds()))
        .contains("wait %d seconds".formatted(gateway.defaultWait().toSeconds()));
    String minutes = "%d minutes".formatted(gateway.results().retention().toMinutes());
    assertThat(text("/paths/~1api~1redemptions~1{requestId}/get")).contains(minutes);
    assertThat(text("/paths/~1api~1redemptions~1{requestId}~1release/post")).contains(minutes);
    Duration stream = gateway.events().maxDuration();
    assertThat(text("/paths/~1api~1redemptions~1{requestId}~1events/get"))
        .contains("%d minutes".formatted(stream.toMinutes()));
  }

  @Test
  void theTextsNameTheFormOfACodeAndTheLongestBody() {
    assertThat(text("/info"))
        .containsIgnoringWhitespaces(
            "%d to %d characters"
                .formatted(ContentLimits.CODE_LENGTH_MIN, ContentLimits.CODE_LENGTH_MAX));
    assertThat(Reason.BODY_TOO_LARGE.sentence()).contains(" %d ".formatted(BodyLimit.BYTES_MAX));
  }

  private static String text(String pointer) {
    return Contract.document().at(pointer).path("description").asString();
  }

  private static String whole(String pattern) {
    return "^" + pattern + "$";
  }

  private static GatewayProperties gateway() {
    return bound(Map.of()).bindOrCreate("admit-one.gateway", GatewayProperties.class);
  }

  private static TokenProperties tokens() {
    String prefix = "admit-one.gateway.tokens";
    Map<String, String> needed =
        Map.of(
            prefix + ".issuer", "https://issuer.example.org",
            prefix + ".audience", "admit-one",
            prefix + ".jwk-set-uri", "https://issuer.example.org/keys");
    return bound(needed).bindOrCreate(prefix, TokenProperties.class);
  }

  private static Binder bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings));
  }
}
