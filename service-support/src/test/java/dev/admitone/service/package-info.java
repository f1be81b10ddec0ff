@NullMarked
package dev.admitone.service;

import org.jspecify.annotations.NullMarked;
