/** Services, broker and database as processes that can be killed, frozen and started again. */
@NullMarked
package dev.admitone.faults.processes;

import org.jspecify.annotations.NullMarked;
