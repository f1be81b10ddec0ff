/** Tests. */
@NullMarked
package dev.admitone.gateway.redemption;

import org.jspecify.annotations.NullMarked;
