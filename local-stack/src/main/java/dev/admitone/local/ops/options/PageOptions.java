package dev.admitone.local.ops.options;

import dev.admitone.local.ops.calls.CallPath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list of what happened a command shows. */
public final class PageOptions {

  @Option(names = "--from", paramLabel = "TIME", description = "begins with that time")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "ends before that time")
  private @Nullable String to;

  @Option(names = "--limit", paramLabel = "N", description = "shows so many at most")
  private @Nullable Integer limit;

  @Option(names = "--next", paramLabel = "CURSOR", description = "goes on behind a page")
  private @Nullable String next;

  /** The call for that part. */
  public CallPath of(CallPath list) {
    return time(list).with("limit", limit).with("next", next);
  }

  /** The call for all of that time. */
  public CallPath time(CallPath list) {
    return list.with("from", from).with("to", to);
  }

  /** Whether any of them is given. */
  public boolean isSet() {
    return from != null || to != null || limit != null || next != null;
  }
}
