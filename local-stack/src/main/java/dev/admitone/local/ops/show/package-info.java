/** How the responses of a console are shown: tables for people, JSON for programs. */
@NullMarked
package dev.admitone.local.ops.show;

import org.jspecify.annotations.NullMarked;
