/** What operators do with a console in a terminal: what {@code ./admit ops} runs. */
@NullMarked
package dev.admitone.local.ops;

import org.jspecify.annotations.NullMarked;
