/** From figures to a page: JSON, tables and charts. */
@NullMarked
package dev.admitone.benchmarks.report;

import org.jspecify.annotations.NullMarked;
