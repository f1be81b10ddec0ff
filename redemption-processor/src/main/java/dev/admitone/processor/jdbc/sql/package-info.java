/** Statements, their parameters and their errors, for the tables of the ledger. */
@NullMarked
package dev.admitone.processor.jdbc.sql;

import org.jspecify.annotations.NullMarked;
