package dev.admitone.processor.lanes;

/** Ledger and log are apart: the lane leaves the group. The message is the reason. */
final class ApartException extends RuntimeException {

  ApartException(String reason) {
    super(reason);
  }
}
