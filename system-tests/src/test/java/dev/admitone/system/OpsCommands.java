package dev.admitone.system;

import dev.admitone.local.Admit;
import dev.admitone.testsupport.JavaCommand;
import dev.admitone.testsupport.JavaCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code ./admit ops} as processes, with the console of the running product. */
public final class OpsCommands {

  /** The subject of the operator's token. */
  public static final String OPERATOR = "on-call";

  private static final String HEAP = "-Xmx256m";

  private OpsCommands() {}

  /** Runs a command to its end; standard output and error come together. */
  public static Ended run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder command =
        JavaCommand.of(Admit.class).options(HEAP).arguments("ops").arguments(arguments).builder();
    command.environment().putAll(variables());
    return JavaCommand.run(command);
  }

  /** Where the console is, and a token for everything that it does. */
  public static Map<String, String> variables() {
    return Map.of(
        "ADMIT_OPS_URL", Environment.get().consoleAddress().toString(),
        "ADMIT_OPS_TOKEN", Environment.get().tokenKey().token(OPERATOR, "invites:admin"));
  }

  /** Writes what stands for the script of the project, which would build it. */
  public static Path script(Path directory) throws IOException {
    String words =
        JavaCommand.of(Admit.class).options(HEAP).words().stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(" "));
    Path script = directory.resolve("admit");
    Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(words));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
