/** The topics: their names, the settings that the services rely on, and their creation. */
@NullMarked
package dev.admitone.schemas.topics;

import org.jspecify.annotations.NullMarked;
