/** The audit of the local stack. */
@NullMarked
package dev.admitone.local.audit;

import org.jspecify.annotations.NullMarked;
