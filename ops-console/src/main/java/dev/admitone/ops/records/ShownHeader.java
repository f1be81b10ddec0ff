package dev.admitone.ops.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A header of a record.
 *
 * @param text its value, or the begin of it; null: it has none, or it is no text
 * @param hex the begin of a value that is no text; null otherwise
 * @param cut whether something of its name or of its value is left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownHeader(String name, @Nullable String text, @Nullable String hex, boolean cut) {}
