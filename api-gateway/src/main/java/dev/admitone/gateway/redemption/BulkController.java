package dev.admitone.gateway.redemption;

import dev.admitone.gateway.call.CallReader;
import dev.admitone.gateway.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Redeems many codes in one call. */
@RestController
class BulkController {

  private final CallReader calls;
  private final BulkRedemption bulk;

  BulkController(CallReader calls, BulkRedemption bulk) {
    this.calls = calls;
    this.bulk = bulk;
  }

  @PostMapping(path = BodyLimit.BULK_PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redeemAll(
      @RequestBody RedeemAllBody body, HttpServletRequest http, HttpServletResponse response) {
    return bulk.redeemAll(calls.change(http), body, response);
  }
}
