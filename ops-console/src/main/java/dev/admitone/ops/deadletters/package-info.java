/** Dead letters: what they are, how often they came back, and what operators did about them. */
@NullMarked
package dev.admitone.ops.deadletters;

import org.jspecify.annotations.NullMarked;
