/** Where a run happens: broker, database, machine, and what they cost the processor. */
@NullMarked
package dev.admitone.benchmarks.site;

import org.jspecify.annotations.NullMarked;
