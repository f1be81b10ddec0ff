package dev.admitone.local.ops;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.show.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code ./admit ops}: what operators see and do, in a terminal, with the console of any
 * deployment.
 */
@Command(
    name = "ops",
    exitCodeOnInvalidInput = 2,
    customSynopsis = OpsCommand.SYNOPSIS,
    description = {
      "what operators see and do, with the console of the running stack or of any deployment.",
      "To look: overview, search TEXT, codes, code CODE, user ID, request ID, topics [NAME],",
      "dead-letters, statistics, drift, sessions, audit, export LIST. To change something:",
      "import FILE, change CODE, revoke CODE or all codes of a filter, release ID, repair CODE, erase USER,",
      "end-session ID, dead-letters --send-again or --set-aside: these show the exact number",
      "first, and need --reason TEXT and --yes NUMBER. --json prints the console's JSON as it is.",
      "Exits 0 if it was carried out, 1 if it was refused or nothing was found, 2 if the command",
      "line is wrong. docs/reference/command-line.md has the options of each COMMAND"
    })
public final class OpsCommand implements Runnable {

  static final String SYNOPSIS = "./admit ops COMMAND [--url ADDRESS] [--token-file FILE] [--json]";

  private OpsCommand() {}

  /**
   * The command with all of its own commands.
   *
   * @param environment may have the console's address and the operator's token
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, Terminal.of(environment));
  }

  static CommandLine commandLine(Map<String, String> environment, Terminal terminal) {
    return new CommandLine(new OpsCommand())
        .addSubcommand(new OverviewCommand(environment, terminal))
        .addSubcommand(new SearchCommand(environment, terminal))
        .addSubcommand(new CodesCommand(environment, terminal))
        .addSubcommand(new CodeCommand(environment, terminal))
        .addSubcommand(new UserCommand(environment, terminal))
        .addSubcommand(new RequestCommand(environment, terminal))
        .addSubcommand(new TopicsCommand(environment, terminal))
        .addSubcommand(new DeadLettersCommand(environment, terminal))
        .addSubcommand(new StatisticsCommand(environment, terminal))
        .addSubcommand(new DriftCommand(environment, terminal))
        .addSubcommand(new SessionsCommand(environment, terminal))
        .addSubcommand(new AuditCommand(environment, terminal))
        .addSubcommand(new ExportCommand(environment, terminal))
        .addSubcommand(new ImportCommand(environment, terminal))
        .addSubcommand(new CreateCommand(environment, terminal))
        .addSubcommand(new ChangeCommand(environment, terminal))
        .addSubcommand(new RevokeCommand(environment, terminal))
        .addSubcommand(new ReleaseCommand(environment, terminal))
        .addSubcommand(new RepairCommand(environment, terminal))
        .addSubcommand(new EraseCommand(environment, terminal))
        .addSubcommand(new EndSessionCommand(environment, terminal));
  }

  @Override
  public void run() {
    throw new UsageException("Which command? " + SYNOPSIS);
  }
}
