/** The services as containers. These tests need an engine, and the images. */
@NullMarked
package dev.admitone.containers;

import org.jspecify.annotations.NullMarked;
