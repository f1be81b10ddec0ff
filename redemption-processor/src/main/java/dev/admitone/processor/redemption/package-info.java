/** What becomes of a request: the rules and the state they need, free of I/O, clocks, libraries. */
@NullMarked
package dev.admitone.processor.redemption;

import org.jspecify.annotations.NullMarked;
