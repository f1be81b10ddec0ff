package dev.admitone.ops.users;

import dev.admitone.ops.history.History;
import dev.admitone.ops.ledger.Ledger;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class UsersConfiguration {

  @Bean
  Users users(Ledger ledger, History history, Clock clock) {
    return new Users(new ProfilesTable(ledger), new ReleasesTable(ledger), history, clock);
  }
}
