package dev.admitone.ops.topics;

import dev.admitone.ops.problem.RefusedCallException;
import dev.admitone.ops.records.OffsetCursor;
import dev.admitone.ops.records.SearchBegin;
import dev.admitone.ops.web.Parameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of calls that look for records, as they came. Those of a page's form may be empty
 * texts.
 */
public record RecordParameters(
    @Nullable String partition,
    @Nullable String offset,
    @Nullable String from,
    @Nullable String to,
    @Nullable String key,
    @Nullable String keyHex,
    @Nullable String next,
    @Nullable String limit) {

  /** Those of a form, which sends each of its fields. */
  RecordParameters ofForm(String pageLimit) {
    return new RecordParameters(
        filled(partition),
        filled(offset),
        filled(from),
        filled(to),
        filled(key),
        filled(keyHex),
        filled(next),
        limit == null || limit.isBlank() ? pageLimit : limit);
  }

  private static @Nullable String filled(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed;
  }

  /**
   * Reads them.
   *
   * @throws RefusedCallException if one is not what it has to be
   */
  RecordQuery read() {
    require(key == null || keyHex == null, "key and keyHex exclude each other");
    require(offset == null || from == null, "offset and from exclude each other");
    require(offset == null || partition != null, "offset needs a partition");
    int count = Parameters.limit(limit);
    return new RecordQuery(
        begin(count),
        partition == null ? null : (int) number("partition", partition, Integer.MAX_VALUE),
        Parameters.time("to", to),
        recordKey(),
        count);
  }

  private SearchBegin begin(int count) {
    Instant begin = Parameters.time("from", from);
    if (next != null) {
      return new SearchBegin.GoOn(OffsetCursor.parse(next).orElseThrow(Parameters::noCursor));
    }
    if (offset != null) {
      return new SearchBegin.AtOffset(number("offset", offset, Long.MAX_VALUE));
    }
    if (begin != null) {
      return new SearchBegin.AtTime(begin);
    }
    return to == null && key == null && keyHex == null
        ? new SearchBegin.Latest(count)
        : new SearchBegin.First();
  }

  private @Nullable RecordKey recordKey() {
    if (keyHex != null) {
      return RecordKey.ofHex(keyHex);
    }
    return key == null ? null : RecordKey.ofText(key);
  }

  private static long number(String name, String typed, long max) {
    try {
      long number = Long.parseLong(typed);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw RefusedCallException.invalid(name + " must be a whole number from 0 on");
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw RefusedCallException.invalid(otherwise);
    }
  }
}
