/** The ledger in PostgreSQL: a constant number of statements for a batch of any size. */
@NullMarked
package dev.admitone.processor.jdbc;

import org.jspecify.annotations.NullMarked;
