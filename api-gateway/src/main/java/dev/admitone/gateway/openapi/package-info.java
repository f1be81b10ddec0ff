/** The contract of the HTTP calls as a document, with the page to try it. */
@NullMarked
package dev.admitone.gateway.openapi;

import org.jspecify.annotations.NullMarked;
