/** Tests of the documentation: its links, and what its pages say of the code. */
@NullMarked
package dev.admitone.local.docs;

import org.jspecify.annotations.NullMarked;
