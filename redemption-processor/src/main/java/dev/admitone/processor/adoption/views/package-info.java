/** The old names as views of the new tables, for the older application that works on. */
@NullMarked
package dev.admitone.processor.adoption.views;

import org.jspecify.annotations.NullMarked;
