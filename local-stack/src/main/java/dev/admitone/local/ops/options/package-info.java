/** Options that several commands of operators have. */
@NullMarked
package dev.admitone.local.ops.options;

import org.jspecify.annotations.NullMarked;
