/** What the readers of topics have in common: a thread, and whether it has caught up. */
@NullMarked
package dev.admitone.gateway.log.reader;

import org.jspecify.annotations.NullMarked;
