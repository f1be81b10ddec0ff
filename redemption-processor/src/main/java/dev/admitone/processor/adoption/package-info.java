/** Takes invites and uses over from the tables of an older application, while that one works on. */
@NullMarked
package dev.admitone.processor.adoption;

import org.jspecify.annotations.NullMarked;
