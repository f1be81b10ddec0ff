/** Tests of how responses are shown. */
@NullMarked
package dev.admitone.local.ops.show;

import org.jspecify.annotations.NullMarked;
