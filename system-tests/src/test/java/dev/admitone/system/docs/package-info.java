/** The documentation against the product. */
@NullMarked
package dev.admitone.system.docs;

import org.jspecify.annotations.NullMarked;
