package dev.admitone.ops.statistics;

import java.time.Clock;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call about what was decided in a range of time. */
@RestController
@RequestMapping(path = "/api/ops/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
class StatisticsController {

  private final Statistics statistics;
  private final Clock clock;

  StatisticsController(Statistics statistics, Clock clock) {
    this.statistics = statistics;
    this.clock = clock;
  }

  @GetMapping
  StatisticsReport statistics(StatisticsParameters parameters) {
    return parameters.ask(statistics, clock.instant());
  }
}
