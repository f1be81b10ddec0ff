/** Helpers of the tests of several modules. */
@NullMarked
package dev.admitone.testsupport;

import org.jspecify.annotations.NullMarked;
