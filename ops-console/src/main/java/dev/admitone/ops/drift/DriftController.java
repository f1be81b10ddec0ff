package dev.admitone.ops.drift;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call about what does not agree in the ledger. */
@RestController
@RequestMapping(path = "/api/ops/drift", produces = MediaType.APPLICATION_JSON_VALUE)
class DriftController {

  private final Verification verification;

  DriftController(Verification verification) {
    this.verification = verification;
  }

  @GetMapping
  DriftReport drift() {
    return verification.report();
  }
}
