/** How a list is cut into pages, and how a long one is looked through within a bound. */
@NullMarked
package dev.admitone.ops.search;

import org.jspecify.annotations.NullMarked;
