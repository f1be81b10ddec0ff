/** From the records of the topics to requests, and from answers to the records that tell them. */
@NullMarked
package dev.admitone.processor.records;

import org.jspecify.annotations.NullMarked;
