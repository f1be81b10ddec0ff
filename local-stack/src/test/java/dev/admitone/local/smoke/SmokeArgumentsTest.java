package dev.admitone.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.command.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line of {@code ./admit smoke}. */
class SmokeArgumentsTest {

  private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.secret";
  private static final String URL = "https://app.example.org/invites";

  @TempDir Path directory;

  @Test
  void theTokenComesFromTheCommandLineAFileOrTheEnvironment() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    for (SmokeArguments arguments :
        List.of(
            parsed(List.of("--token", TOKEN, "--url", URL), Map.of()),
            parsed(List.of("--url", URL, "--token-file", file.toString()), Map.of()),
            parsed(List.of("--url", URL), Map.of("ADMIT_TOKEN", TOKEN)))) {
      assertThat(arguments.token().value()).isEqualTo(TOKEN);
      assertThat(arguments.url()).hasToString(URL);
      assertThat(arguments.toString()).doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                     | Which deployment?
          --url                                  | --url is missing or empty
          --url https://a.example                | The token is missing or empty
          --url ftp://a.example --token {}       | --url is to be the address
          --url //a.example --token {}           | --url is to be the address
          --url https://{}@a.example --token {}  | --url is to be the address
          --url https://a.example?{} --token {}  | --url is to be the address
          --url https://a.example --token {}§    | no bearer token
          --url https://a.example --token        | --token is missing or empty
          --url https://a.example {}             | An argument that is no option is unknown
          --url https://a.example --token={}     | --token' is unknown
          --url https://a.example --tokne {}     | --tokne' is unknown
          --url https://a.example --url {}       | --url
          --token {} --token {}                  | The token is given twice
          --token {} --token-file none           | none does not exist
          """)
  void whatCannotBeMeantIsSaidWithoutTheToken(String line, String message) {
    List<String> arguments =
        List.of(line.replace("{}", TOKEN).split(" ", -1)).stream()
            .filter(argument -> !argument.isEmpty())
            .toList();
    StringWriter errors = new StringWriter();
    int status =
        CommandLines.configured(new CommandLine(new SmokeCommand(Map.of())))
            .setErr(new PrintWriter(errors))
            .execute(arguments.toArray(String[]::new));
    assertThat(errors.toString()).contains(message).doesNotContain(TOKEN);
    assertThat(status).isEqualTo(2);
  }

  private static SmokeArguments parsed(List<String> arguments, Map<String, String> environment) {
    SmokeCommand command = new SmokeCommand(environment);
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
    return command.arguments();
  }
}
