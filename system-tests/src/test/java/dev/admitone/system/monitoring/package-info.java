/** The rules and dashboards of {@code monitoring/}, and a Prometheus that reads the product. */
@NullMarked
package dev.admitone.system.monitoring;

import org.jspecify.annotations.NullMarked;
