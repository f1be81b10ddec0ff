/** The one command line: what {@code ./admit} and the images run. */
@NullMarked
package dev.admitone.local;

import org.jspecify.annotations.NullMarked;
