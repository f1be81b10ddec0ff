/** What the parameters of calls may be. */
@NullMarked
package dev.admitone.ops.web;

import org.jspecify.annotations.NullMarked;
