/** Clients: users over HTTP, and records that are appended to the log directly. */
@NullMarked
package dev.admitone.faults.load;

import org.jspecify.annotations.NullMarked;
