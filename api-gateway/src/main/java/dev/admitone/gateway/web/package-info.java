/**
 * What applies to every HTTP call: limits of bodies, trusted headers, strict JSON, tags of metrics.
 */
@NullMarked
package dev.admitone.gateway.web;

import org.jspecify.annotations.NullMarked;
