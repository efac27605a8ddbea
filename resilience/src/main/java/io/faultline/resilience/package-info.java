/** The proof that every fault ends: Faultline is killed everywhere, and what came of it is checked. */
@NullMarked
package io.faultline.resilience;

import org.jspecify.annotations.NullMarked;
