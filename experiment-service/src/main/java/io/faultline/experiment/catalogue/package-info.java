/** The experiments that are kept, each with its revisions. */
@NullMarked
package io.faultline.experiment.catalogue;

import org.jspecify.annotations.NullMarked;
