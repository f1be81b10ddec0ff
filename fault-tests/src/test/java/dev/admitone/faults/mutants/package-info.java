/** Tests. */
@NullMarked
package dev.admitone.faults.mutants;

import org.jspecify.annotations.NullMarked;
