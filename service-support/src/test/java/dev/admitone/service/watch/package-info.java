/** Tests. */
@NullMarked
package dev.admitone.service.watch;

import org.jspecify.annotations.NullMarked;
