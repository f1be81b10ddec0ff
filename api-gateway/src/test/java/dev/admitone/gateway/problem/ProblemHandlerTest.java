package dev.admitone.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemHandlerTest {

  @Test
  void whatIsUnexpectedIsNotTold() {
    var response = new ProblemHandler().unexpected(new IllegalStateException("a secret"));
    assertThat(response.getStatusCode().value()).isEqualTo(500);
    assertThat(String.valueOf(response.getBody()))
        .contains("INTERNAL_ERROR")
        .doesNotContain("secret")
        .doesNotContain("IllegalState");
  }
}
