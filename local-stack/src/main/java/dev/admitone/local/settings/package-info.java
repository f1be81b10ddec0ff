/** What the environment says about the local stack: ports, prefix and directories. */
@NullMarked
package dev.admitone.local.settings;

import org.jspecify.annotations.NullMarked;
