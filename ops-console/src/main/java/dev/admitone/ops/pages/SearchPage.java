package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found. Nothing of it is remembered.
 *
 * @param typed what the operator looks for
 * @param caller whose key it is, if it is a key; empty: not said
 * @param hits what there is
 * @param missing why a part of the product could not be asked; null: all were
 */
public record SearchPage(
    Frame frame, String typed, String caller, List<Hit> hits, @Nullable String missing) {

  /** Copies the hits. */
  public SearchPage {
    hits = List.copyOf(hits);
  }

  /**
   * Something with that name.
   *
   * @param kind what it is
   * @param name of it
   * @param said a sentence
   * @param path of its page
   */
  public record Hit(String kind, String name, String said, String path) {}
}
