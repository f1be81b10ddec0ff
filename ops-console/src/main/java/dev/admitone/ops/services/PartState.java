package dev.admitone.ops.services;

import java.util.List;

/**
 * How a part of the product is.
 *
 * @param name such as "gateway 127.0.0.1:8090"
 * @param status such as UP or DOWN, as the part says it
 * @param isUp whether everything in it is
 * @param said what is missing, a sentence for each
 */
public record PartState(String name, String status, boolean isUp, List<String> said) {

  /** Copies the sentences. */
  public PartState {
    said = List.copyOf(said);
  }
}
