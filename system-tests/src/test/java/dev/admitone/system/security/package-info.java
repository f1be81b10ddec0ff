/** Who may read and change what, and what is stored only sealed. */
@NullMarked
package dev.admitone.system.security;

import org.jspecify.annotations.NullMarked;
