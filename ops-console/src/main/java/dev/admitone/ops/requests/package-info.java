/** What became of a request. */
@NullMarked
package dev.admitone.ops.requests;

import org.jspecify.annotations.NullMarked;
