package dev.admitone.ops.overview;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call about how the product is. */
@RestController
@RequestMapping(path = "/api/ops/overview", produces = MediaType.APPLICATION_JSON_VALUE)
class OverviewCallController {

  private final Overview overview;

  OverviewCallController(Overview overview) {
    this.overview = overview;
  }

  @GetMapping
  OverviewReport overview() {
    return OverviewReport.of(overview.part());
  }
}
