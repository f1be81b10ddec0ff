/** From the records of the topics to requests, and from results to their records. */
@NullMarked
package dev.admitone.processor.records;

import org.jspecify.annotations.NullMarked;
