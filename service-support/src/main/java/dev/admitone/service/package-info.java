/** What every service starts with: its topics, its broker, and how it says why it cannot start. */
@NullMarked
package dev.admitone.service;

import org.jspecify.annotations.NullMarked;
