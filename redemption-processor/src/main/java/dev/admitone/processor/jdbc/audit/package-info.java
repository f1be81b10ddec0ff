/** The ledger that an audit fills and compares, in a schema of its own. */
@NullMarked
package dev.admitone.processor.jdbc.audit;

import org.jspecify.annotations.NullMarked;
