/**
 * What the brokers say of the topics, asked every two seconds, and what of it is told as health.
 */
@NullMarked
package dev.admitone.service.watch;

import org.jspecify.annotations.NullMarked;
