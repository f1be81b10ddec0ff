/** The ledger in PostgreSQL: a constant number of statements for each batch, whatever its size. */
@NullMarked
package dev.admitone.processor.jdbc;

import org.jspecify.annotations.NullMarked;
