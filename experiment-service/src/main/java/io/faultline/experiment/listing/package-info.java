/** Where a page of a long list begins. */
@NullMarked
package io.faultline.experiment.listing;

import org.jspecify.annotations.NullMarked;
