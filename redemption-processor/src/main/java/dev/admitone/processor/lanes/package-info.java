/** The consumer threads: they read the requests, have them decided and commit their offsets. */
@NullMarked
package dev.admitone.processor.lanes;

import org.jspecify.annotations.NullMarked;
