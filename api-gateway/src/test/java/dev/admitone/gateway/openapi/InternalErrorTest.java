package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.lean.LeanHandler;
import dev.admitone.gateway.lean.ReadAheadRequest;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.OperationCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** A gateway with a fault that fails each call where it would be carried out, on either route. */
@Tag("services")
@Tag("essential")
class InternalErrorTest {

  private static final Gateway FAULTY = Gateway.startWith(Fault.class);

  /** The fault. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class Fault implements WebMvcConfigurer, HandlerInterceptor, LeanHandler {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      throw new IllegalStateException("A secret of the gateway");
    }

    @Override
    public String pattern() {
      return "/api/redemptions";
    }

    @Override
    public boolean asks() {
      return false;
    }

    @Override
    public boolean takes(HttpServletRequest call, String path) {
      return true;
    }

    @Override
    public CompletableFuture<ResponseEntity<Object>> handle(
        Caller caller, ReadAheadRequest call, HttpServletResponse response) {
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
