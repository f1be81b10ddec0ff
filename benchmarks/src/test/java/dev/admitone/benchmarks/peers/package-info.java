/** That what is measured beside the product keeps what it says. */
@NullMarked
package dev.admitone.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
