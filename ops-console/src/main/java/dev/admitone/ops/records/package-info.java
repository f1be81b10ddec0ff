/** Records of the log as the console looks them through, reads them and shows them. */
@NullMarked
package dev.admitone.ops.records;

import org.jspecify.annotations.NullMarked;
