package dev.admitone.processor.redemption;

/**
 * A place in the requests topic.
 *
 * @param partition the partition's number
 * @param offset the record's offset in it
 */
public record Position(int partition, long offset) {

  /** As it stands in URLs, headers and logs: {@code <partition>-<offset>}. */
  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
