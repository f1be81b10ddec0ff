/** Origins of web pages, as browsers write them. */
@NullMarked
package dev.admitone.gateway.origin;

import org.jspecify.annotations.NullMarked;
