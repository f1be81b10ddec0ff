package dev.admitone.system;

import dev.admitone.local.Admit;
import dev.admitone.local.secrets.TokenKey;
import dev.admitone.local.settings.StackPort;
import dev.admitone.local.settings.StackSettings;
import dev.admitone.testsupport.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ./admit up} runs, as a process of its own, on free ports where nothing else is said.
 */
public final class UpProcess implements AutoCloseable {

  private static final Pattern HTTP = Pattern.compile("HTTP +(http://\\S+)");
  private static final Pattern TRY_IT = Pattern.compile("try it +(http://\\S+)");
  private static final Pattern DATABASE =
      Pattern.compile("psql -h (\\S+) -p (\\d+) -U (\\S+) (\\S+)");
  private static final String ADMIT = Admit.class.getName();
  private static final int LONGEST_STOP_SECONDS = 60;

  private final Process process;
  private final Path data;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private UpProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
    this.output = process.inputReader();
  }

  public static UpProcess start(Path data, List<String> arguments, String... variables)
      throws IOException {
    return start(System.getProperty("java.class.path"), data, arguments, variables);
  }

  /** Of a later release, with this one's command line. */
  public static UpProcess start(
      String classPath, Path data, List<String> arguments, String... variables) throws IOException {
    return start(List.of(ADMIT, "up"), classPath, data, arguments, variables);
  }

  /** Of the first release, which had a main class for it alone. */
  public static UpProcess startFirstRelease(String classPath, Path data) throws IOException {
    return start(List.of("dev.admitone.local.LocalStackMain"), classPath, data, List.of());
  }

  /** What {@code ./admit heal} runs. */
  public static UpProcess heal(Path data, List<String> arguments, String... variables)
      throws IOException {
    return start(
        List.of(ADMIT, "heal"), System.getProperty("java.class.path"), data, arguments, variables);
  }

  private static UpProcess start(
      List<String> program,
      String classPath,
      Path data,
      List<String> arguments,
      String... variables)
      throws IOException {
    ProcessBuilder builder =
        JavaCommand.of(program.getFirst())
            .options("-Xmx512m", "-Dlogback.configurationFile=logback.xml")
            .classPath(classPath)
            .arguments(program.subList(1, program.size()))
            .arguments(arguments)
            .builder()
            .redirectErrorStream(true);
    builder.environment().put(StackSettings.DATA_DIRECTORY_VARIABLE, data.toString());
    for (StackPort port : StackPort.values()) {
      builder.environment().put(port.variable(), "0");
    }
    for (int i = 0; i < variables.length; i += 2) {
      builder.environment().put(variables[i], variables[i + 1]);
    }
    return new UpProcess(builder.start(), data);
  }

  /** Reads until the screen is there; returns the gateway's address. */
  public URI awaitReady() throws IOException {
    String line = output.readLine();
    URI gateway = null;
    while (line != null) {
      lines.add(line);
      Matcher http = HTTP.matcher(line);
      if (http.find()) {
        gateway = URI.create(http.group(1));
      }
      if (gateway != null && line.startsWith("Stop:")) {
        return gateway;
      }
      line = output.readLine();
    }
    throw new IllegalStateException("It ended before it was ready: " + lines);
  }

  /** Reads until a line begins so, and returns it. */
  public String awaitLine(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new IllegalStateException("It ended before it said so: " + lines);
  }

  /** What its tokens are signed with, once it is ready. */
  public TokenKey tokenKey() {
    return TokenKey.existing(data.resolve("token-key.json"));
  }

  /** The token of the curl lines that it printed. */
  public String printedToken() {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("token="))
        .map(line -> line.substring("token=".length()))
        .findFirst()
        .orElse("");
  }

  /** Where it said that calls can be tried from a browser. */
  public URI printedPage() {
    return lines.stream()
        .map(TRY_IT::matcher)
        .filter(Matcher::find)
        .map(page -> URI.create(page.group(1)))
        .findFirst()
        .orElseThrow();
  }

  /** Its database, once it is ready. */
  public Ledger ledger() {
    for (String line : lines) {
      Matcher psql = DATABASE.matcher(line);
      if (psql.find()) {
        String url =
            "jdbc:postgresql://%s:%s/%s".formatted(psql.group(1), psql.group(2), psql.group(4));
        return new Ledger(url, psql.group(3));
      }
    }
    throw new IllegalStateException("It did not say where its database is: " + lines);
  }

  /** All lines that it printed, once it has ended by itself or was asked to. */
  public List<String> linesToTheEnd() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  public int exitCode() {
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("It does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  // Through the handle: Process.destroy would close the output that is still to be read.

  /** SIGTERM, as Ctrl-C does with SIGINT. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    terminate();
    exitCode();
  }
}
