package dev.admitone.processor.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.processor.redemption.Change;
import dev.admitone.processor.redemption.Command;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the ledger keeps of operators' commands: a file for each, which never changes. */
class CommandJsonTest {

  private static final Instant START = Instant.parse("2029-12-31T23:59:59.999Z");
  private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
  private static final UUID USE = UUID.fromString("01a20f76-dfaf-709e-8a73-49882d36da2a");

  static Map<String, Command.Operator> commands() {
    return Map.of(
        "create-invite",
        new Command.CreateInvite(5L, START, END, "operator"),
        "create-invite-unlimited",
        new Command.CreateInvite(null, null, null, "operator"),
        "change-invite",
        new Command.ChangeInvite(
            Change.to(7L), Change.to(START), Change.to(null), Change.to(false), "operator"),
        "change-invite-of-nothing",
        new Command.ChangeInvite(
            Change.none(), Change.none(), Change.none(), Change.none(), "operator"),
        "release-use",
        new Command.ReleaseUse(USE, "asked for \"it\"", "operator"),
        "repair-count",
        new Command.RepairCount("miscounted", "operator"),
        "erase-user",
        new Command.EraseUser(
            "ann", "erased-0000000a-00112233445566778899aabbccddeeff", "asked for it", "operator"));
  }

  static Set<Map.Entry<String, Command.Operator>> files() {
    return commands().entrySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void aCommandIsKeptAsItsFileSays(Map.Entry<String, Command.Operator> command) throws IOException {
    String file = "commands/%s.json".formatted(command.getKey());
    try (InputStream expected = requireNonNull(getClass().getResourceAsStream(file), file)) {
      assertThat(JsonMapper.shared().readTree(CommandJson.of(command.getValue())))
          .isEqualTo(JsonMapper.shared().readTree(expected));
    }
  }

  @Test
  void eachKindOfCommandHasAFile() {
    assertThat(
            commands().values().stream()
                .<Class<?>>map(Command::getClass)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Command.Operator.class.getPermittedSubclasses());
  }
}
