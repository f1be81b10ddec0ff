package dev.admitone.processor.records;

/** A record was decoded, but no request can be like that. The message contains nothing of it. */
final class ImpossibleContentException extends Exception {

  ImpossibleContentException(String message) {
    super(message);
  }
}
