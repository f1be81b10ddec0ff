package dev.admitone.local;

import dev.admitone.local.adopt.AdoptStackCommand;
import dev.admitone.local.audit.AuditStackCommand;
import dev.admitone.local.command.CommandLines;
import dev.admitone.local.command.QuietLogs;
import dev.admitone.local.compose.ComposeCommand;
import dev.admitone.local.compose.ImageCommand;
import dev.admitone.local.demo.ProvokeCommand;
import dev.admitone.local.heal.HealStackCommand;
import dev.admitone.local.ops.OpsCommand;
import dev.admitone.local.secrets.TokenCommand;
import dev.admitone.local.smoke.SmokeCommand;
import dev.admitone.local.stack.UpCommand;
import dev.admitone.local.topic.TopicCommand;
import dev.admitone.local.training.TrainCommand;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** The commands of Admit One, with one main method for the script and for the images. */
@Command(
    name = "./admit",
    customSynopsis = "./admit COMMAND",
    footer = {
      "",
      "Needs JDK 25 or newer (in JAVA_HOME, or under /usr/lib/jvm) and Maven; Docker only where it is"
          + " said.",
      "",
      "Environment of up, compose, topic, token, heal, adopt and audit, with what holds otherwise:",
      "  ADMIT_GATEWAY_PORT 8080   ADMIT_GATEWAY_MANAGEMENT_PORT 8090   ADMIT_PROCESSOR_PORT 8081",
      "  ADMIT_KAFKA_PORT 9092     ADMIT_POSTGRES_PORT 5433             ADMIT_DATA_DIR .admit",
      "  ADMIT_OPS_PORT 8082       ADMIT_OPS_MANAGEMENT_PORT 8092",
      "  ADMIT_PREFIX, before the names of topics, group and clients: none",
      "",
      "Environment of ops, with what holds otherwise:",
      "  ADMIT_OPS_URL the running stack's console   ADMIT_OPS_TOKEN a token of the running stack"
    })
public final class Admit implements Runnable {

  private static final String INDENT = " ".repeat(17);

  /** The commands with a log file of their own. */
  private static final Set<String> LOGGING = Set.of("up", "train");

  private static final String PROGRAM = "./admit ";

  private static final OptionSpec.Builder HELP =
      OptionSpec.builder("-h", "--help")
          .usageHelp(true)
          .scopeType(ScopeType.INHERIT)
          .description("prints what the command takes");

  private Admit() {}

  /** Takes a command and its arguments; ends the JVM with the command's exit status. */
  public static void main(String[] arguments) {
    if (arguments.length == 0 || !LOGGING.contains(arguments[0])) {
      QuietLogs.install();
    }
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  /** All commands, which read their ports, paths and secrets from the environment. */
  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine admit = new CommandLine(new Admit());
    admit.getCommandSpec().addOption(HELP.build());
    admit
        .addSubcommand(new UpCommand(environment))
        .addSubcommand(new TopicCommand(environment))
        .addSubcommand(new TokenCommand(environment))
        .addSubcommand(new SmokeCommand(environment))
        .addSubcommand(OpsCommand.commandLine(environment))
        .addSubcommand(new HealStackCommand(environment))
        .addSubcommand(new AdoptStackCommand(environment))
        .addSubcommand(new AuditStackCommand(environment))
        .addSubcommand(ScriptCommand.BENCH.spec())
        .addSubcommand(ScriptCommand.FAULTS.spec())
        .addSubcommand(ScriptCommand.INSTALL.spec())
        .addSubcommand(ScriptCommand.IMAGES.spec())
        .addSubcommand(new ComposeCommand(environment))
        .addSubcommand(ScriptCommand.TEST.spec())
        .addSubcommand(new ImageCommand(environment))
        .addSubcommand(new ProvokeCommand(environment))
        .addSubcommand(
            // The arguments after the service are a command line of their own.
            new CommandLine(new TrainCommand(environment)).setStopAtPositional(true));
    admit
        .getCommandSpec()
        .usageMessage()
        .sectionKeys(List.of("all"))
        .sectionMap(Map.of("all", _ -> usage(admit)));
    return CommandLines.configured(admit);
  }

  /** Without a command: prints what {@code scripts/usage.txt} has, which the script prints. */
  @Override
  public void run() {
    commandLine(Map.of()).usage(System.out);
  }

  /** One list of all commands with their arguments. */
  private static String usage(CommandLine admit) {
    StringBuilder usage = new StringBuilder("Usage: ./admit COMMAND\n\n");
    admit.getSubcommands().values().stream()
        .map(command -> command.getCommandSpec().usageMessage())
        .filter(command -> !command.hidden())
        .forEach(command -> usage.append(usage(command)));
    for (String line : admit.getCommandSpec().usageMessage().footer()) {
      usage.append(line).append('\n');
    }
    return usage.toString();
  }

  private static String usage(UsageMessageSpec command) {
    StringBuilder usage = new StringBuilder();
    for (String line : command.customSynopsis()) {
      usage.append("  ").append(line.replace(PROGRAM, ""));
    }
    // A short command and its description share a line.
    String indent =
        usage.length() < INDENT.length() ? INDENT.substring(usage.length()) : "\n" + INDENT;
    for (String line : command.description()) {
      usage.append(indent).append(line);
      indent = "\n" + INDENT;
    }
    return usage.append('\n').toString();
  }
}
