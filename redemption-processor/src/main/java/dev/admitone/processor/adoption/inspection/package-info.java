/**
 * What an adoption finds in the old tables: codes, their canonical forms, and what does not fit.
 */
@NullMarked
package dev.admitone.processor.adoption.inspection;

import org.jspecify.annotations.NullMarked;
