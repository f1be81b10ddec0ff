/** Tests of the watch over the brokers' certificates. */
@NullMarked
package dev.admitone.service.certificates;

import org.jspecify.annotations.NullMarked;
