/** Tests. */
@NullMarked
package dev.admitone.testsupport;

import org.jspecify.annotations.NullMarked;
