/** The topics: their names, and the settings that the services rely on. */
@NullMarked
package dev.admitone.schemas.topics;

import org.jspecify.annotations.NullMarked;
