package dev.admitone.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.local.Admit;
import dev.admitone.system.Environment;
import dev.admitone.system.OwnEnvironment;
import dev.admitone.testsupport.FreePorts;
import dev.admitone.testsupport.JavaCommand;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./admit smoke} as a process, against a running stack. */
@Timeout(900)
@Tag("services")
class SmokeCommandTest {

  private static final Pattern CODE = Pattern.compile("with the code (SMOKE-\\w+):");

  @TempDir Path directory;

  @Test
  void aStackPassesAndHasItsUsesBackAndARevokedCode() throws Exception {
    String token = Environment.get().tokenKey().forServiceAndAdmin();
    Path file = Files.writeString(directory.resolve("token"), token);
    Ended ended = smoke(address(), Map.of(), "--token-file", file.toString());
    assertThat(ended.output()).contains("Passed: 10 checks in ").doesNotContain("FAILED", token);
    assertThat(ended.status()).isZero();
    Matcher code = CODE.matcher(ended.output());
    assertThat(code.find()).isTrue();
    assertThat(Environment.api().validate(code.group(1)).text("reason")).isEqualTo("REVOKED");
    assertThat(Environment.ledger().uses(code.group(1))).isZero();
    assertThat(Environment.ledger().decisions(code.group(1), "REDEEMED")).isEqualTo(3);
  }

  @Test
  void aTokenThatIsNotBelievedOrMayTooLittleFails() throws Exception {
    String foreign = OwnEnvironment.TOKENS.forServiceAndAdmin();
    Ended ended = smoke(address(), Map.of("ADMIT_TOKEN", foreign));
    assertThat(ended.output())
        .containsPattern("FAILED +a code with 3 uses is made +401 TOKEN_INVALID")
        .doesNotContain(foreign);
    assertThat(ended.status()).isEqualTo(1);
    String service = Environment.get().tokenKey().forService();
    ended = smoke(address(), Map.of(), "--token", service);
    assertThat(ended.output())
        .containsPattern("403 SCOPE_MISSING.*scopes redemptions:write and invites:admin")
        .doesNotContain(service);
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void anAddressWhereNothingAnswersFails() throws Exception {
    String address = "http://127.0.0.1:" + FreePorts.one();
    Ended ended = smoke(address, Map.of("ADMIT_TOKEN", "any"));
    assertThat(ended.output()).containsPattern("FAILED .* no response: ConnectException");
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void aWrongCommandLineIsToldApartFromAFailedCheck() throws Exception {
    Ended ended = smoke("app.example.org", Map.of("ADMIT_TOKEN", "any"));
    assertThat(ended.output()).contains("--url is to be the address of a gateway");
    assertThat(ended.status()).isEqualTo(2);
  }

  private static String address() {
    return Environment.get().gatewayAddress().toString();
  }

  private static Ended smoke(String url, Map<String, String> variables, String... more)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        JavaCommand.of(Admit.class).arguments("smoke", "--url", url).arguments(more).builder();
    command.environment().putAll(variables);
    return JavaCommand.run(command);
  }
}
