/** Holds the responses of a service against the contract of its HTTP calls. */
@NullMarked
package dev.admitone.testsupport.contract;

import org.jspecify.annotations.NullMarked;
