package dev.admitone.processor;

import dev.admitone.processor.redemption.Answer;
import dev.admitone.processor.redemption.RefusalReason;
import dev.admitone.processor.redemption.Undecidable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says about decisions: each one at DEBUG, dead letters at WARN, and one line a batch
 * with the words that operators look for. Ids and outcomes only, never who or what.
 */
final class DecisionLogger {

  private static final Logger LOG = LoggerFactory.getLogger("dev.admitone.decisions");

  private DecisionLogger() {}

  static void settled(List<Answer> answers) {
    int alreadyUsed = 0;
    for (Answer answer : answers) {
      if (answer instanceof Answer.Decided decided
          && decided.entry().outcome() == RefusalReason.ALREADY_USED) {
        alreadyUsed++;
      }
      if (answer instanceof Answer.DeadLettered deadLettered) {
        deadLettered(deadLettered.undecidable());
      }
    }
    if (alreadyUsed > 0) {
      LOG.info("already used: {} of {} answers", alreadyUsed, answers.size());
    }
    if (LOG.isDebugEnabled()) {
      answers.forEach(DecisionLogger::each);
    }
  }

  private static void each(Answer answer) {
    switch (answer) {
      case Answer.Decided decided ->
          LOG.atDebug()
              .addKeyValue("requestId", decided.entry().id())
              .addKeyValue("position", decided.source().position())
              .log("{}", decided.entry().outcome().name());
      case Answer.RequestIdReused reused ->
          LOG.atDebug()
              .addKeyValue("requestId", reused.request().id())
              .addKeyValue("position", reused.source().position())
              .log("REQUEST_ID_REUSED");
      case Answer.NotDecided asked ->
          LOG.atDebug()
              .addKeyValue("requestId", asked.request().id())
              .addKeyValue("position", asked.source().position())
              .log("NOT_DECIDED");
      case Answer.DeadLettered _ -> {}
    }
  }

  private static void deadLettered(Undecidable undecidable) {
    LOG.atWarn()
        .addKeyValue("requestId", undecidable.requestId())
        .addKeyValue("position", undecidable.position())
        .log("Dead-lettered, {}: {}", undecidable.defect(), undecidable.detail());
  }
}
