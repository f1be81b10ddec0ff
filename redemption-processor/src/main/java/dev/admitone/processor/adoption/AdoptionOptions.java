package dev.admitone.processor.adoption;

import java.util.Map;

/**
 * What the operator asks for.
 *
 * @param schema of the old tables, not quoted
 * @param codes decided codes by the old spelling
 * @param batchRows how many rows a transaction copies
 */
public record AdoptionOptions(String schema, Map<String, String> codes, int batchRows) {

  /** What holds where the operator says nothing else. */
  public static final int BATCH_ROWS = 10_000;

  /** Takes a copy of the codes. */
  public AdoptionOptions {
    codes = Map.copyOf(codes);
  }
}
