package dev.admitone.local.ops.options;

import dev.admitone.local.command.UsageException;
import dev.admitone.local.ops.calls.CallPath;
import dev.admitone.local.ops.calls.OpsClient;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Views;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a command shows all uses or refusals instead of the latest ones. */
public final class HistoryOptions {

  public static final String SYNOPSIS =
      "[--uses | --refusals [--from TIME] [--to TIME] [--limit N] [--next CURSOR]]";

  @Option(names = "--uses", description = "lists the uses")
  private boolean uses;

  @Option(names = "--refusals", description = "lists the requests that were refused")
  private boolean refusals;

  @Mixin private PageOptions page = new PageOptions();

  /**
   * Looks whether the options fit together.
   *
   * @throws UsageException if they do not
   */
  public void check() {
    if (uses && refusals) {
      throw new UsageException("Either --uses or --refusals: each is a list of its own.");
    }
    if (page.isSet() && !uses && !refusals) {
      throw new UsageException("--from, --to, --limit and --next need --uses or --refusals.");
    }
  }

  /** Whether a list is asked for. */
  public boolean isSet() {
    return uses || refusals;
  }

  /** Shows the list that was asked for, whose calls are given. */
  public void show(OpsClient console, Printer printer, CallPath usesPath, CallPath refusalsPath) {
    if (uses) {
      printer.page(console.get(page.of(usesPath)), Views.USES);
    } else {
      printer.page(console.get(page.of(refusalsPath)), Views.REFUSALS);
    }
  }
}
