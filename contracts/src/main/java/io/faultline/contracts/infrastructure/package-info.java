/** Clusters Faultline is connected to. */
@NullMarked
package io.faultline.contracts.infrastructure;

import org.jspecify.annotations.NullMarked;
