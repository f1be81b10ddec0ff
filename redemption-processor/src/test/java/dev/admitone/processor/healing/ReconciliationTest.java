package dev.admitone.processor.healing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.healing.Reconciliation.BySql;
import dev.admitone.processor.healing.Reconciliation.Touched;
import dev.admitone.processor.redemption.Invite;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReconciliationTest {

  static Stream<List<String>> cases() throws IOException {
    return HealingTables.lines("reconciliation.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheTopicAloneKnowsIsTakenFromIt(List<String> line) {
    Reconciliation reconciled =
        Reconciliation.of(
            line.get(0).isEmpty() ? null : InvitesInWords.invite(line.get(0)),
            line.get(2).isEmpty() ? null : InvitesInWords.snapshot(line.get(2)),
            touched(line.get(1)));
    assertThat(inWords(reconciled)).isEqualTo(line.get(3));
    assertThat(reconciled.bySql()).isEqualTo(bySql(line));
  }

  private static BySql bySql(List<String> line) {
    if (line.get(0).isEmpty()) {
      return BySql.MADE;
    }
    return line.get(3).contains("redefined") ? BySql.REDEFINED : BySql.NOTHING;
  }

  private static String inWords(Reconciliation reconciled) {
    Invite invite = reconciled.invite();
    return "%s%s uses=%d v=+%d%s"
        .formatted(
            invite.code(),
            invite.maxUses() == null ? "" : " max=" + invite.maxUses(),
            invite.currentUses(),
            invite.version() - Reconciliation.VERSION_STEP,
            reconciled.findings().stream()
                .map(finding -> " ! " + inWords(finding))
                .collect(Collectors.joining()));
  }

  private static String inWords(Finding finding) {
    return switch (finding) {
      case Finding.TakenFromTopic _ -> "taken";
      case Finding.RedefinedFromTopic _ -> "redefined";
      case Finding.DefinitionUnclear _ -> "unclear";
      case Finding.OverLimit over -> "over %d %d".formatted(over.uses(), over.maxUses());
      case Finding.UsesLost lost -> "uses %d %d".formatted(lost.ledger(), lost.topic());
      default -> finding.inWords();
    };
  }

  private static @Nullable Touched touched(String words) {
    return words.isEmpty()
        ? null
        : new Touched(Long.parseLong(words.replaceFirst(" .*", "")), words.endsWith("redefined"));
  }
}
