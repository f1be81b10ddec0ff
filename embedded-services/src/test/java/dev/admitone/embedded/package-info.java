/** Tests of the embedded services against the real things. */
@NullMarked
package dev.admitone.embedded;

import org.jspecify.annotations.NullMarked;
