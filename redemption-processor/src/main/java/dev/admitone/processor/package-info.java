/** The redemption processor: load, decide, save, publish. */
@NullMarked
package dev.admitone.processor;

import org.jspecify.annotations.NullMarked;
