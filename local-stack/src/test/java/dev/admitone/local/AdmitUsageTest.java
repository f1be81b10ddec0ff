package dev.admitone.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** What the command line says of itself. */
class AdmitUsageTest {

  private static final Path OF_THE_SCRIPT = Path.of("..", "scripts", "usage.txt");

  @Test
  void theScriptPrintsWhatTheCommandsSay() throws IOException {
    Path now = Path.of("target", "usage.txt");
    Files.writeString(now, Admit.commandLine(Map.of()).getUsageMessage(Ansi.OFF));
    assertThat(OF_THE_SCRIPT)
        .as("if the commands are right: cp local-stack/%s scripts/usage.txt", now)
        .hasSameTextualContentAs(now);
  }

  @Test
  void whatIsNoCommandAndWhatACommandDoesNotKnowIsSaidInOneLine() {
    assertThat(failure("upp")).isEqualTo("'upp' is unknown: ./admit COMMAND");
    assertThat(failure("up", "--fesh"))
        .isEqualTo("'--fesh' is unknown: ./admit up [--fresh] [--no-train]");
    assertThat(failure("provoke", "dead-letter"))
        .isEqualTo(
            "Missing required parameter: 'CODE': provoke dead-letter CODE | refuse | accept");
  }

  @Test
  void aWrongCommandOfOperatorsIsSaidInOneLineWithWhatIsRight() {
    String ops = "./admit ops COMMAND [--url ADDRESS] [--token-file FILE] [--json]";
    assertThat(failure("ops")).isEqualTo("Which command? " + ops);
    assertThat(failure("ops", "coed", "HOT")).isEqualTo("'coed' is unknown: " + ops);
    assertThat(failure("ops", "request"))
        .isEqualTo(
            "Missing required parameter: 'ID': ./admit ops request ID [--at PARTITION-OFFSET]");
  }

  private static String failure(String... arguments) {
    StringWriter errors = new StringWriter();
    int status = Admit.commandLine(Map.of()).setErr(new PrintWriter(errors)).execute(arguments);
    assertThat(status).isNotZero();
    return errors.toString().strip();
  }
}
