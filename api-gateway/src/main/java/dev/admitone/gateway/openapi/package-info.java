/** Describes the calls as an OpenAPI document. */
@NullMarked
package dev.admitone.gateway.openapi;

import org.jspecify.annotations.NullMarked;
