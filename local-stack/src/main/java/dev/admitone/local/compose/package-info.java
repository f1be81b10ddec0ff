/** What docker-compose.yml needs before and after its containers start. */
@NullMarked
package dev.admitone.local.compose;

import org.jspecify.annotations.NullMarked;
