package dev.admitone.service.watch;

/**
 * Published when a topic of the same name is another one than before: it was deleted and made
 * again, so that what was known of its offsets is no longer true.
 *
 * @param topic with the deployment's prefix
 */
public record TopicReplaced(String topic) {}
