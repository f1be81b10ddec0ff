package dev.admitone.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.admitone.gateway.problem.Reason;
import dev.admitone.gateway.problem.RefusedCallException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerTest {

  private static final String PHONE = "+15555551234";

  @Test
  void aPhoneThatTheTokenHasVerifiedIsTheOnlyOne() {
    Caller caller = caller(Map.of("phone_number", PHONE, "phone_number_verified", true));
    assertThatCode(() -> caller.requirePhone(PHONE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> caller.requirePhone("+15555551235"))
        .isInstanceOfSatisfying(
            RefusedCallException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.OTHER_PHONE))
        .hasMessageNotContaining(PHONE);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "yes, false", "1, false"})
  void onlyTrueIsVerified(String verified, boolean counts) {
    Caller caller = caller(Map.of("phone_number", PHONE, "phone_number_verified", verified));
    assertThat(caller.verifiedPhone()).isEqualTo(counts ? PHONE : null);
  }

  @Test
  void aTokenWithoutAVerifiedPhoneSaysNothingAboutIt() {
    for (Map<String, Object> claims :
        Set.of(
            Map.<String, Object>of("phone_number", PHONE),
            Map.<String, Object>of("phone_number_verified", true))) {
      assertThatCode(() -> caller(claims).requirePhone("+15555551235")).doesNotThrowAnyException();
    }
  }

  private static Caller caller(Map<String, Object> claims) {
    Jwt token =
        Jwt.withTokenValue("t")
            .header("alg", "ES256")
            .subject("ann")
            .expiresAt(Instant.MAX)
            .claims(all -> all.putAll(claims))
            .build();
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setUserPrincipal(new CallerAuthentication(token));
    return new CallerResolver().resolve(request);
  }
}
