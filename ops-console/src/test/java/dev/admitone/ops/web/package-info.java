/** Tests. */
@NullMarked
package dev.admitone.ops.web;

import org.jspecify.annotations.NullMarked;
