/** The contract between the services: what is on the topics, in which encoding and settings. */
@NullMarked
package dev.admitone.schemas;

import org.jspecify.annotations.NullMarked;
