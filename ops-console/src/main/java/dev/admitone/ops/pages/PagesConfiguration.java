package dev.admitone.ops.pages;

import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.users.Users;
import dev.admitone.service.ContractProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class PagesConfiguration {

  @Bean
  Finder finder(Invites invites, Users users, ContractProperties contract) {
    return new Finder(invites, users, contract.topics());
  }

  @Bean
  RequestTimeline requestTimeline(ContractProperties contract) {
    return new RequestTimeline(contract.topics());
  }
}
