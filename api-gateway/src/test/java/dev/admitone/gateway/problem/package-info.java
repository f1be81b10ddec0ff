/** Tests. */
@NullMarked
package dev.admitone.gateway.problem;

import org.jspecify.annotations.NullMarked;
