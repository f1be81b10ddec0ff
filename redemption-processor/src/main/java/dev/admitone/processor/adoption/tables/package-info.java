/** The tables of the older application, as its database has them. */
@NullMarked
package dev.admitone.processor.adoption.tables;

import org.jspecify.annotations.NullMarked;
