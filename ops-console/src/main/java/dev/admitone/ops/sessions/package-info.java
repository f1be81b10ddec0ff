/** Sessions of the database that block others: shown, and ended where an operator says so. */
@NullMarked
package dev.admitone.ops.sessions;

import org.jspecify.annotations.NullMarked;
