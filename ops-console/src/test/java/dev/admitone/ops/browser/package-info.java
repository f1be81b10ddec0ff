/** Tests. */
@NullMarked
package dev.admitone.ops.browser;

import org.jspecify.annotations.NullMarked;
