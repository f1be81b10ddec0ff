/** What happened by minute and by hour, and what of it was unusual: the call and the page. */
@NullMarked
package dev.admitone.ops.statistics;

import org.jspecify.annotations.NullMarked;
