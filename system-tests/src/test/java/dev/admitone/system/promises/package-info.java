/** The promises, kept by the whole product. */
@NullMarked
package dev.admitone.system.promises;

import org.jspecify.annotations.NullMarked;
