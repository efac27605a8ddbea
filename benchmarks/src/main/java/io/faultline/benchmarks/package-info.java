/** The figures Faultline promises, measured on a house of its own, each beside its floor in the same run. */
@NullMarked
package io.faultline.benchmarks;

import org.jspecify.annotations.NullMarked;
