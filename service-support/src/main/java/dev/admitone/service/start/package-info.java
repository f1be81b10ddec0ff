/** How a service says why it cannot start: in one paragraph, for any cause. */
@NullMarked
package dev.admitone.service.start;

import org.jspecify.annotations.NullMarked;
