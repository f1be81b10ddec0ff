/** Tests. */
@NullMarked
package dev.admitone.faults.links;

import org.jspecify.annotations.NullMarked;
