/** Admit One as a container, for other teams' tests. */
@NullMarked
package dev.admitone.testcontainers;

import org.jspecify.annotations.NullMarked;
