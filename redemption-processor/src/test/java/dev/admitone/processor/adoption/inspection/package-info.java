@NullMarked
package dev.admitone.processor.adoption.inspection;

import org.jspecify.annotations.NullMarked;
