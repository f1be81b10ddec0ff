/** Tests of what a start asks of the database. */
@NullMarked
package dev.admitone.processor.migration;

import org.jspecify.annotations.NullMarked;
