package dev.admitone.processor.redemption;

/** What a record of the requests topic turned out to be. */
public sealed interface Delivery permits Request, Undecidable {

  /** The record itself. */
  SourceRecord source();

  /** Where it lies in the requests topic. */
  default Position position() {
    return source().position();
  }
}
