/** What tests of the whole product share: environments, processes and clients. */
@NullMarked
package dev.admitone.system;

import org.jspecify.annotations.NullMarked;
