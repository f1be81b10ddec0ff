package dev.admitone.local.ops.options;

import dev.admitone.local.ops.calls.CallPath;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The conditions that invites are chosen by; all that are given have to be true. */
public final class InviteFilterOptions {

  @Option(names = "--state", paramLabel = "STATE", description = "what a user would be told")
  private @Nullable String state;

  @Option(names = "--prefix", paramLabel = "TEXT", description = "what the codes begin with")
  private @Nullable String prefix;

  @Option(names = "--created-by", paramLabel = "SUBJECT", description = "the creator")
  private @Nullable String createdBy;

  @Option(names = "--created-from", paramLabel = "TIME", description = "created then or later")
  private @Nullable String createdFrom;

  @Option(names = "--created-to", paramLabel = "TIME", description = "created before that time")
  private @Nullable String createdTo;

  @Option(names = "--expires-from", paramLabel = "TIME", description = "ends then or later")
  private @Nullable String expiresFrom;

  @Option(names = "--expires-to", paramLabel = "TIME", description = "ends before that time")
  private @Nullable String expiresTo;

  /** Those that are given, by their names in the API. */
  public Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>();
    put(conditions, "state", state);
    put(conditions, "prefix", prefix);
    put(conditions, "createdBy", createdBy);
    put(conditions, "createdFrom", createdFrom);
    put(conditions, "createdTo", createdTo);
    put(conditions, "expiresFrom", expiresFrom);
    put(conditions, "expiresTo", expiresTo);
    return conditions;
  }

  /** The call for these invites alone. */
  public CallPath of(CallPath list) {
    CallPath filtered = list;
    for (Map.Entry<String, String> condition : conditions().entrySet()) {
      filtered = filtered.with(condition.getKey(), condition.getValue());
    }
    return filtered;
  }

  private static void put(Map<String, String> conditions, String name, @Nullable String value) {
    if (value != null) {
      conditions.put(name, value);
    }
  }
}
