/** One whole product as processes, with a link on each way between them. */
@NullMarked
package dev.admitone.faults.environment;

import org.jspecify.annotations.NullMarked;
