package dev.admitone.ops.revocations;

import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.kept.Kept;
import dev.admitone.ops.log.Commands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class RevocationsConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  Revoker revoker(Kept kept, Commands commands) {
    return new Revoker(new OpenCodesTable(kept), new RevocationBatches(commands));
  }

  @Bean
  Revocations revocations(Invites invites, Kept kept, Revoker revoker) {
    return new Revocations(invites, new RevocationsTable(kept), revoker);
  }
}
