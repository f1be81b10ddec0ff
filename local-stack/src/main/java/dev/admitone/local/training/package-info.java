/** Runs a service while its image is built, so that its starts are fast. */
@NullMarked
package dev.admitone.local.training;

import org.jspecify.annotations.NullMarked;
