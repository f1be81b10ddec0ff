package dev.admitone.ops.export;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a CSV file.
 *
 * @param name in the first line; the same as the member of the item in JSON
 * @param value of an item; null: the field is empty
 */
public record Column<T>(String name, Function<T, @Nullable Object> value) {}
