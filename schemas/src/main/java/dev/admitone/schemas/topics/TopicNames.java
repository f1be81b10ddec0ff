package dev.admitone.schemas.topics;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a deployment's topics. Deployments that share a cluster have different prefixes.
 *
 * <p>No two prefixes give the same name to two topics, because no topic's own name ends with
 * another's. So the topic is known from the end of a name.
 *
 * @param prefix what each name begins with; empty for none
 */
public record TopicNames(String prefix) {

  /** Kafka allows 249 characters in all. */
  private static final Pattern PREFIX = Pattern.compile("(?:[a-zA-Z0-9][a-zA-Z0-9._-]{0,99})?");

  /** Names without a prefix. */
  public static final TopicNames WITHOUT_PREFIX = new TopicNames("");

  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if Kafka would not take it
   */
  public TopicNames {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "up to 100 of a-z, A-Z, 0-9, '.', '_' and '-', with a letter or a digit first");
    }
  }

  /** Of the requests topic. */
  public String requests() {
    return prefix + Topics.REQUESTS;
  }

  /** Of the results topic. */
  public String results() {
    return prefix + Topics.RESULTS;
  }

  /** Of the invites topic. */
  public String invites() {
    return prefix + Topics.INVITES;
  }

  /** Of the dead letters' topic. */
  public String deadLetters() {
    return prefix + Topics.DEAD_LETTERS;
  }

  /** Of the topic of the alerts. */
  public String alerts() {
    return prefix + Topics.ALERTS;
  }

  /** The group of the statistics, which is also the id of their application. */
  public String statistics() {
    return prefix + Topics.STATISTICS;
  }

  /** Of the topic with the decisions that the statistics count. */
  public String statisticsDecisions() {
    return statistics() + "-decisions";
  }

  /** Of the topic with the changes of a store of the statistics, as Kafka Streams names it. */
  public String statisticsStore(String store) {
    return statistics() + "-" + store + "-changelog";
  }

  /** Another name of the deployment's, such as a group's or a client's. */
  public String of(String name) {
    return prefix + name;
  }

  /** The topic's name without any prefix; empty if it is none of the topics. */
  public static Optional<String> withoutPrefix(String topic) {
    return Stream.of(
            Topics.REQUESTS, Topics.RESULTS, Topics.INVITES, Topics.DEAD_LETTERS, Topics.ALERTS)
        .filter(topic::endsWith)
        .findFirst();
  }
}
