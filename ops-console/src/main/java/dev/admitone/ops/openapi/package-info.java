/** The contract of the console's HTTP calls as a document. */
@NullMarked
package dev.admitone.ops.openapi;

import org.jspecify.annotations.NullMarked;
