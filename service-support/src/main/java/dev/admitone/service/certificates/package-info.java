/** Until when the brokers' TLS certificates are valid. */
@NullMarked
package dev.admitone.service.certificates;

import org.jspecify.annotations.NullMarked;
