/** Tests. */
@NullMarked
package dev.admitone.gateway.web;

import org.jspecify.annotations.NullMarked;
