package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A gateway with a fault that fails each call where its controller would begin. */
@Tag("services")
class InternalErrorTest {

  private static final Gateway FAULTY = Gateway.startWith(Fault.class);

  /** The fault. */
  static final class Fault implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      throw new IllegalStateException("A secret of the gateway");
    }
  }

  @AfterAll
  static void stop() {
    FAULTY.close();
  }

  static List<OperationCall> calls() {
    return OperationCall.all();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anUnexpectedErrorIsReportedAsThatAndNamesNoCause(OperationCall call) {
    Reply reply = call.send(FAULTY);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.field("reason")).isEqualTo("INTERNAL_ERROR");
    assertThat(reply.text()).doesNotContain("secret");
  }
}
