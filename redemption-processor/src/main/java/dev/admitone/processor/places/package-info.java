/** Whether ledger and log agree on how far decisions have come: pure, but for its ports. */
@NullMarked
package dev.admitone.processor.places;

import org.jspecify.annotations.NullMarked;
