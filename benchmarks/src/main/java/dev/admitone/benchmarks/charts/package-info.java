/** Charts as SVG, for light and dark pages, that need no legend. */
@NullMarked
package dev.admitone.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
