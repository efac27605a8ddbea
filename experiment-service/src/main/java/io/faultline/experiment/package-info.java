/** ASKS: keeps experiments, takes requests for runs, and shows what came of them. */
@NullMarked
package io.faultline.experiment;

import org.jspecify.annotations.NullMarked;
