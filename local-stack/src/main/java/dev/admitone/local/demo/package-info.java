/** Codes to try things with, and states that a test of a client provokes. */
@NullMarked
package dev.admitone.local.demo;

import org.jspecify.annotations.NullMarked;
