package dev.admitone.ops.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.ops.support.Console;
import dev.admitone.ops.support.Console.Reply;
import dev.admitone.ops.support.OperationCall;
import dev.admitone.ops.support.TestLedger;
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

/** A console with a fault that fails each call where its controller would begin. */
@Tag("services")
class InternalErrorTest {

  private static final Console FAULTY = Console.with(Fault.class, TestLedger.shared());

  /** The fault. */
  static final class Fault implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      throw new IllegalStateException("A secret of the console");
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
