/** Tests of the package with the same name. */
@NullMarked
package dev.admitone.ops.erasures;

import org.jspecify.annotations.NullMarked;
