/** Readiness as a metric, so that an alert can ask for it. */
@NullMarked
package dev.admitone.service.readiness;

import org.jspecify.annotations.NullMarked;
