/** Tests. */
@NullMarked
package dev.admitone.ops.users;

import org.jspecify.annotations.NullMarked;
