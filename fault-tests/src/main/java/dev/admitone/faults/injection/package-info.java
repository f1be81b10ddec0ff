/** The faults: each is injected and heals. */
@NullMarked
package dev.admitone.faults.injection;

import org.jspecify.annotations.NullMarked;
