package dev.admitone.ops.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.admitone.ops.history.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is shown: decoded where that is possible, and never longer than a page takes.
 *
 * @param time its time
 * @param timeBy whose clock that is
 * @param key the key, or the begin of it; null: it has none, or it is no text
 * @param keyHex the begin of a key that is no text; null otherwise
 * @param headers the first of them
 * @param headersLeftOut how many more it has
 * @param valueBytes how long the value is; null: it has none
 * @param value the decoded value; null: it has none, or cannot be decoded
 * @param undecodable what is wrong with the value; null: nothing
 * @param hex the begin of the bytes of a value that cannot be decoded; null otherwise
 * @param cut whether something of it is left out: of the key, of a header, of the value, or headers
 * @param keyCut whether something of the key is left out
 * @param valueCut whether something of the value is left out; it is to be had whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownRecord(
    Position position,
    Instant time,
    Clock timeBy,
    @Nullable String key,
    @Nullable String keyHex,
    List<ShownHeader> headers,
    int headersLeftOut,
    @Nullable Integer valueBytes,
    @Nullable Map<String, Object> value,
    @Nullable String undecodable,
    @Nullable String hex,
    boolean cut,
    boolean keyCut,
    boolean valueCut) {

  /** Copies the headers. */
  public ShownRecord {
    headers = List.copyOf(headers);
  }

  /** Whose clock a record's time is of. */
  public enum Clock {
    /** The broker's, when it appended the record. */
    BROKER,
    /** The one of the program that sent the record. */
    SENDER
  }
}
