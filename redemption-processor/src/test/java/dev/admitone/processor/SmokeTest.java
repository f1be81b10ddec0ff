package dev.admitone.processor;

import static org.awaitility.Awaitility.await;

import dev.admitone.embedded.SharedServices;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void works() throws Exception {
    Site site = new Site(SharedServices.kafka().bootstrapServers(), Site.newDatabase());
    try (RunningProcessor processor = RunningProcessor.start(site);
        TestLog log = new TestLog(site.bootstrapServers())) {
      String code = Requests.newCode();
      log.append(Requests.create(code, 1L), Requests.redeem(code, "a"), Requests.redeem(code, "b"));
      await().atMost(Duration.ofSeconds(20)).until(() -> log.resultsFor(code).size() == 3);
      System.out.println(log.resultsFor(code));
      System.out.println(log.snapshots(code));
      System.out.println(processor.actuator("health").body());
    }
  }
}
