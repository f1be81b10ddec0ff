package dev.admitone.service.watch;

import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic that a service needs, and what it does with it.
 *
 * @param topic with the deployment's prefix
 */
public record TopicUse(String topic, Access access) {

  /** What a service does with a topic. */
  public enum Access {
    /** Needs a leader for each partition. */
    READ(AclOperation.READ),

    /** Needs a leader for each partition, and as many in-sync replicas as acks=all asks for. */
    WRITE(AclOperation.WRITE);

    private final AclOperation operation;

    Access(AclOperation operation) {
      this.operation = operation;
    }

    /** What the service's principal has to be allowed. */
    AclOperation operation() {
      return operation;
    }
  }

  /** A topic that is read. */
  public static TopicUse reads(String topic) {
    return new TopicUse(topic, Access.READ);
  }

  /** A topic that is written. */
  public static TopicUse writes(String topic) {
    return new TopicUse(topic, Access.WRITE);
  }
}
