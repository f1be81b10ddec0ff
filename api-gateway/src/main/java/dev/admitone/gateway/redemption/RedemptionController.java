package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Redeems codes, and tells what became of a request. */
@RestController
@RequestMapping("/api/redemptions")
class RedemptionController {

  private final CallReader calls;
  private final Redeeming redeeming;
  private final Looking looking;

  RedemptionController(CallReader calls, Redeeming redeeming, Looking looking) {
    this.calls = calls;
    this.redeeming = redeeming;
    this.looking = looking;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redeem(
      @RequestBody RedeemBody body, HttpServletRequest http, HttpServletResponse response) {
    return await(redeeming.redeem(calls.change(http), body, response));
  }

  @GetMapping("/{requestId}")
  ResponseEntity<Object> getRedemption(
      @PathVariable String requestId,
      @RequestParam(required = false) @Nullable String at,
      HttpServletRequest http,
      HttpServletResponse response) {
    return await(looking.look(calls.status(requestId, at, http), response));
  }

  /** The call has a thread of its own, which waits. */
  private static ResponseEntity<Object> await(CompletableFuture<ResponseEntity<Object>> response) {
    try {
      return response.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
