package dev.admitone.ops.imports;

/** Reads lines in one of the forms of a file. */
@FunctionalInterface
interface LineParser {

  /** What the line is. */
  ImportLine parse(long number, String line);
}
