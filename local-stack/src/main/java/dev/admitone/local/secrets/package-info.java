/** The secrets of a local stack or of docker-compose.yml, and the tokens signed with them. */
@NullMarked
package dev.admitone.local.secrets;

import org.jspecify.annotations.NullMarked;
