package dev.admitone.ops.pages.codes;

import dev.admitone.ops.changes.CountRepair;
import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Paths;

/**
 * What a code counts, and how many uses it has.
 *
 * @param key the same for each try of the form
 */
public record CountRepairPage(Frame frame, CountRepair counts, String key) {

  /** The path of this page, and of its form. */
  public String path() {
    return Paths.countRepair(counts.code());
  }
}
