/** Lists as files: written page by page, so that their length needs no memory. */
@NullMarked
package dev.admitone.ops.export;

import org.jspecify.annotations.NullMarked;
