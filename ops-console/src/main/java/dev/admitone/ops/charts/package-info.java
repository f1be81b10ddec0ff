/** Charts as SVG, with the numbers that they show. */
@NullMarked
package dev.admitone.ops.charts;

import org.jspecify.annotations.NullMarked;
