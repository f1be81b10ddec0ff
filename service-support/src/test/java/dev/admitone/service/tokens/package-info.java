/** Tests of which tokens are believed. */
@NullMarked
package dev.admitone.service.tokens;

import org.jspecify.annotations.NullMarked;
