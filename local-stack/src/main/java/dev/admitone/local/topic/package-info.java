/** Topics as lines of JSON: what {@code ./admit topic} prints. */
@NullMarked
package dev.admitone.local.topic;

import org.jspecify.annotations.NullMarked;
