package dev.admitone.ops.overview;

import dev.admitone.ops.html.Html;
import dev.admitone.ops.ledger.Ledger;
import dev.admitone.ops.services.Readings;
import dev.admitone.ops.services.ServicesProperties;
import dev.admitone.ops.sessions.Sessions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

  @Bean
  Overview overview(
      Readings serviceReadings,
      Ledger ledger,
      Sessions blockingSessions,
      ServicesProperties settings,
      Clock clock) {
    return new Overview(
        serviceReadings, new HotCodesTable(ledger), blockingSessions, settings.interval(), clock);
  }

  @Bean
  LiveParts liveParts(Overview overview, Html html, ServicesProperties settings, Clock clock) {
    return new LiveParts(overview, html, settings.interval(), clock);
  }
}
