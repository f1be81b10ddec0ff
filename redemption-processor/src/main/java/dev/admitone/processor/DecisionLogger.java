package dev.admitone.processor;

import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Result;
import dev.admitone.processor.redemption.Undecidable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logger's lines about decisions: each one at DEBUG, dead letters at WARN, and one line a batch
 * with the words that operators look for. Ids and outcomes only, never a user or a code.
 */
final class DecisionLogger {

  private static final Logger LOG = LoggerFactory.getLogger("dev.admitone.decisions");

  private DecisionLogger() {}

  static void log(List<Result> results) {
    int alreadyUsed = 0;
    for (Result result : results) {
      if (result instanceof Result.Decided decided
          && decided.entry().outcome() == RefusalReason.ALREADY_USED) {
        alreadyUsed++;
      }
      if (result instanceof Result.DeadLettered deadLettered) {
        deadLettered(deadLettered.undecidable());
      }
    }
    if (alreadyUsed > 0) {
      LOG.info("already used: {} of {} results", alreadyUsed, results.size());
    }
    if (LOG.isDebugEnabled()) {
      results.forEach(DecisionLogger::each);
    }
  }

  private static void each(Result result) {
    switch (result) {
      case Result.Decided decided ->
          LOG.atDebug()
              .addKeyValue("requestId", decided.entry().id())
              .addKeyValue("position", decided.source().position())
              .log("{}", decided.entry().outcome().name());
      case Result.RequestIdReused reused ->
          LOG.atDebug()
              .addKeyValue("requestId", reused.request().id())
              .addKeyValue("position", reused.source().position())
              .log("REQUEST_ID_REUSED");
      case Result.NotDecided asked ->
          LOG.atDebug()
              .addKeyValue("requestId", asked.request().id())
              .addKeyValue("position", asked.source().position())
              .log("NOT_DECIDED");
      case Result.DeadLettered _ -> {}
    }
  }

  private static void deadLettered(Undecidable undecidable) {
    LOG.atWarn()
        .addKeyValue("requestId", undecidable.requestId())
        .addKeyValue("position", undecidable.position())
        .log("Dead-lettered, {}: {}", undecidable.defect(), undecidable.detail());
  }
}
