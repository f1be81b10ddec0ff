/** What all commands have in common: how they fail, and what they do not log. */
@NullMarked
package dev.admitone.local.command;

import org.jspecify.annotations.NullMarked;
