/** The checklist's smoke tests, run over HTTP against any deployment. */
@NullMarked
package dev.admitone.local.smoke;

import org.jspecify.annotations.NullMarked;
