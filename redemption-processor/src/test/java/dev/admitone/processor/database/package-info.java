/** Tests of what a start asks of the database. */
@NullMarked
package dev.admitone.processor.database;

import org.jspecify.annotations.NullMarked;
