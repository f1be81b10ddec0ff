package dev.admitone.local.ops.options;

import dev.admitone.local.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limit and validity of a code. The word none takes one away. */
public final class LimitOptions {

  public static final String SYNOPSIS = "[--max-uses N] [--starts-at TIME] [--expires-at TIME]";

  private static final String NONE = "none";

  @Option(names = "--max-uses", paramLabel = "N", description = "how many uses it may have")
  private @Nullable String maxUses;

  @Option(names = "--starts-at", paramLabel = "TIME", description = "when it becomes valid")
  private @Nullable String startsAt;

  @Option(names = "--expires-at", paramLabel = "TIME", description = "when it ends")
  private @Nullable String expiresAt;

  /** Those that are given, by their names in the API; null takes one away. */
  public Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (maxUses != null) {
      values.put("maxUses", maxUses.equals(NONE) ? null : number(maxUses));
    }
    if (startsAt != null) {
      values.put("startsAt", startsAt.equals(NONE) ? null : startsAt);
    }
    if (expiresAt != null) {
      values.put("expiresAt", expiresAt.equals(NONE) ? null : expiresAt);
    }
    return values;
  }

  private static Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UsageException("--max-uses is a number, or none.");
    }
  }
}
