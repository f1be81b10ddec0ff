package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.lean.LeanHandler;
import dev.admitone.gateway.lean.ReadAheadRequest;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.gateway.security.Caller;
import dev.admitone.gateway.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Redeems a code on the lean route. */
final class RedeemHandler implements LeanHandler {

  private static final String PATH = "/api/redemptions";
  private static final String JSON = "application/json";

  /** Bodies in other character sets are the general route's. */
  private static final Pattern JSON_IN_UTF_8 =
      Pattern.compile(JSON + "(?:\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

  private final CallReader calls;
  private final Redeeming redeeming;
  private final ObjectReader bodies;

  RedeemHandler(CallReader calls, Redeeming redeeming, JsonMapper json) {
    this.calls = calls;
    this.redeeming = redeeming;
    this.bodies = json.readerFor(RedeemBody.class);
  }

  @Override
  public String pattern() {
    return PATH;
  }

  @Override
  public boolean asks() {
    return false;
  }

  @Override
  public boolean takes(HttpServletRequest call, String path) {
    return call.getMethod().equals("POST")
        && path.equals(PATH)
        && isJson(call.getContentType())
        && call.getContentLengthLong() <= BodyLimit.BYTES_MAX;
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && (contentType.equals(JSON) || JSON_IN_UTF_8.matcher(contentType).matches());
  }

  @Override
  public CompletableFuture<ResponseEntity<Object>> handle(
      Caller caller, ReadAheadRequest call, HttpServletResponse response) {
    // A byte more than may be, so that a body that is too long is seen to be.
    byte[] bytes = call.readAhead(BodyLimit.BYTES_MAX + 1);
    RedeemBody body = bytes.length > BodyLimit.BYTES_MAX ? null : bodies.readValue(bytes);
    if (body == null) {
      throw new InvalidRequestException("The body must be a JSON object");
    }
    return redeeming.redeem(calls.change(caller, call), body, response);
  }
}
