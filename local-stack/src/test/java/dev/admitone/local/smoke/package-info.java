/** Tests of the smoke tests themselves. */
@NullMarked
package dev.admitone.local.smoke;

import org.jspecify.annotations.NullMarked;
