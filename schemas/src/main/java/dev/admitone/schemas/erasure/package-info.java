/** What stands for a user that was erased. */
@NullMarked
package dev.admitone.schemas.erasure;

import org.jspecify.annotations.NullMarked;
