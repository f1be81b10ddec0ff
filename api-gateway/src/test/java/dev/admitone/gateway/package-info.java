/** Tests. */
@NullMarked
package dev.admitone.gateway;

import org.jspecify.annotations.NullMarked;
