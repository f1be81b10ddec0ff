package dev.admitone.processor;

import dev.admitone.embedded.SharedServices;
import dev.admitone.processor.audit.command.AuditCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an audit came to.
 *
 * @param code the exit code
 * @param differences the lines of its report
 */
record AuditRun(int code, List<String> differences) {

  static final int EQUAL = 0;
  static final int DIFFERENT = 1;
  static final int FAILED = 2;

  /**
   * Audits the site.
   *
   * @param options of the command, and settings that begin with {@code --spring.}
   */
  static AuditRun of(Site site, String... options) throws Exception {
    Path report = Files.createTempFile("audit", ".txt");
    try {
      List<String> arguments = new ArrayList<>(List.of("--report", report.toString()));
      arguments.addAll(List.of(options));
      arguments.addAll(List.of(RunningProcessor.arguments(site)));
      // Instead of the processor's role, which may not make a schema.
      arguments.removeIf(argument -> argument.startsWith("--spring.datasource.username=admit_one"));
      arguments.add("--spring.datasource.username=" + SharedServices.database().username());
      int code = AuditCommand.run(arguments.toArray(String[]::new));
      return new AuditRun(code, Files.readAllLines(report));
    } finally {
      Files.delete(report);
    }
  }
}
