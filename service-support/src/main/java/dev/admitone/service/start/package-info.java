/** How a service says why it cannot start: in one paragraph, whatever the cause is. */
@NullMarked
package dev.admitone.service.start;

import org.jspecify.annotations.NullMarked;
