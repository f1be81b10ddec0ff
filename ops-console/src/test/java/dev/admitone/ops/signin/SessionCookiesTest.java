package dev.admitone.ops.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SessionCookiesTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, false, false",
    "127.0.0.1, false, false",
    "[::1], false, false",
    "127.0.0.1, true, true",
    "console.example.org, false, true",
    "localhost.example.org, false, true",
    "10.0.0.7, false, true",
  })
  void areSecureUnlessTheBrowserIsOnThisMachine(String host, boolean tls, boolean expected) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setServerName(host);
    request.setSecure(tls);
    String header = new SessionCookies().generateHeader(new Cookie("name", "value"), request);
    assertThat(header.contains("; Secure")).isEqualTo(expected);
    assertThat(header).contains("; HttpOnly").contains("; SameSite=Strict");
  }
}
