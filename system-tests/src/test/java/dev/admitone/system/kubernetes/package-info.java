/**
 * The manifests in {@code kubernetes/} against the product and against the models of Kubernetes.
 */
@NullMarked
package dev.admitone.system.kubernetes;

import org.jspecify.annotations.NullMarked;
