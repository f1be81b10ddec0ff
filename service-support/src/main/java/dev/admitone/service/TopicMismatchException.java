package dev.admitone.service;

/**
 * A topic exists with settings with which the promises cannot be kept: the service must not start.
 */
public final class TopicMismatchException extends RuntimeException {

  private static final String HOW_TO_PUT_IT_RIGHT =
      " Set admit-one.partitions to the topics' count, or follow the procedure for raising it;"
          + " settings of topics are changed with kafka-configs.";

  TopicMismatchException(String differences) {
    super(differences + HOW_TO_PUT_IT_RIGHT);
  }
}
