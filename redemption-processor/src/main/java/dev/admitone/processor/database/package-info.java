/** The connections to the database, what a start asks of it, and the migrations. */
@NullMarked
package dev.admitone.processor.database;

import org.jspecify.annotations.NullMarked;
