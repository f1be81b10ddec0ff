/** The environment's settings of the local stack: ports, prefix and directories. */
@NullMarked
package dev.admitone.local.settings;

import org.jspecify.annotations.NullMarked;
