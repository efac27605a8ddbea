/** Connected clusters: who may be hit in them, by what, and who answers for them there. */
@NullMarked
package io.faultline.experiment.infrastructure;

import org.jspecify.annotations.NullMarked;
