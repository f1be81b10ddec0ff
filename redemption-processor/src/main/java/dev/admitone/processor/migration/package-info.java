/** What a start asks of the database, and the step that brings its tables up to date. */
@NullMarked
package dev.admitone.processor.migration;

import org.jspecify.annotations.NullMarked;
