package dev.admitone.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletResponse;

class ProblemsTest {

  @Test
  void membersStandInTheOrderOfTheRfcAndThenThoseOfThisContract() throws IOException {
    ProblemDetail problem = Problems.body(Reason.OTHER_USER);
    problem.setInstance(URI.create("/api/redemptions"));
    MockHttpServletResponse response = new MockHttpServletResponse();

    Problems.write(problem, response);

    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getContentAsString())
        .isEqualTo(
            """
            {"type":"urn:admit-one:problem:other-user","title":"Other user","status":403,\
            "detail":"This token acts for its own user alone","instance":"/api/redemptions",\
            "error":"This token acts for its own user alone","reason":"OTHER_USER",\
            "mayChange":false}""");
  }
}
