/** TIMES: when each step of a run happens, when the run is over, and when a schedule asks for the next one. */
@NullMarked
package io.faultline.scheduler;

import org.jspecify.annotations.NullMarked;
