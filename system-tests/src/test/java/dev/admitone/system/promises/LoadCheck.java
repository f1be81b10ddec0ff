package dev.admitone.system.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.system.Ledger;
import dev.admitone.testsupport.ApiClient;
import dev.admitone.testsupport.LoadRun;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold after a load, whatever happened meanwhile. */
final class LoadCheck {

  private static final int CALLS_AT_ONCE = 100;

  private final Ledger ledger;
  private final List<ApiClient> gateways;

  LoadCheck(Ledger ledger, List<ApiClient> gateways) {
    this.ledger = ledger;
    this.gateways = gateways;
  }

  /**
   * P4: each request that was acknowledged has exactly one decision, and who waited for it, or asks
   * any other gateway than the one that acknowledged it, is told that one.
   */
  void eachIsDecidedOnceAndTold(List<LoadRun.Sent> all, List<String> codes) throws SQLException {
    Map<String, String> told = new HashMap<>();
    for (int i = 0; i < all.size(); i += CALLS_AT_ONCE) {
      List<LoadRun.Sent> some = all.subList(i, Math.min(i + CALLS_AT_ONCE, all.size()));
      List<ApiClient.Response> answers =
          ApiClient.inParallel(some.size(), n -> decided(some.get(n)));
      for (int n = 0; n < answers.size(); n++) {
        told.put(some.get(n).requestId(), answers.get(n).outcome());
      }
    }
    assertThat(told).hasSize(all.size());
    Map<String, String> ledgers = new HashMap<>();
    for (String code : codes) {
      ledgers.putAll(ledger.redemptions(code));
    }
    assertThat(told.keySet()).isEqualTo(ledgers.keySet());
    told.entrySet().removeAll(ledgers.entrySet());
    assertThat(told).as("told otherwise than in the ledger").isEmpty();
  }

  /** P1 and P2: as many uses as the limit or the users allow, and as many as are counted. */
  void usesAre(String code, long expected) throws SQLException {
    assertThat(ledger.uses(code)).isEqualTo(expected);
    assertThat(ledger.currentUses(code)).isEqualTo(expected);
    assertThat(ledger.decisions(code, "REDEEMED")).isEqualTo(expected);
  }

  private ApiClient.Response decided(LoadRun.Sent sent) {
    if (!sent.isPending()) {
      return sent.response();
    }
    ApiClient other = gateways.get((sent.gateway() + 1) % gateways.size());
    return other.get(sent.response().header("Location"), "Prefer", "wait=30");
  }
}
