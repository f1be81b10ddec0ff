/** Tests. */
@NullMarked
package dev.admitone.ops.services;

import org.jspecify.annotations.NullMarked;
