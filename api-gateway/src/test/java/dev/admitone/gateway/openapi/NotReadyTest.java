package dev.admitone.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.embedded.SharedServices;
import dev.admitone.gateway.support.Gateway;
import dev.admitone.gateway.support.Gateway.Reply;
import dev.admitone.gateway.support.PlayedProcessor;
import dev.admitone.gateway.support.Records;
import dev.admitone.testsupport.BrokerProxy;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A gateway that has not read the invites to their end does not say that a code is unknown, and can
 * be stopped: it does not wait the five minutes after which brokers that send nothing are given up.
 */
@Timeout(900)
@Tag("services")
class NotReadyTest {

  @Test
  void validateSaysThatTheInvitesAreNotReadYetAndTheGatewayStops() throws Exception {
    String code = Records.newCode();
    PlayedProcessor.shared().publish(Records.snapshot(code, 1).build());
    try (BrokerProxy proxy = BrokerProxy.before(SharedServices.kafka().port())) {
      proxy.hold(ApiKeys.FETCH);
      try (Gateway gateway = Gateway.startOn(proxy.bootstrapServers())) {
        Reply reply = gateway.post("/api/invites/validate", "{\"code\":\"%s\"}".formatted(code));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.field("reason")).isEqualTo("NOT_READY");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(gateway.manage("/actuator/health/readiness").status()).isEqualTo(503);
      }
    }
  }
}
