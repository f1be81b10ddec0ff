/** The connections between processes, which can be slow, broken or half-open. */
@NullMarked
package dev.admitone.faults.links;

import org.jspecify.annotations.NullMarked;
