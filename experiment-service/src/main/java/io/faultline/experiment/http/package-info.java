/** The REST API. */
@NullMarked
package io.faultline.experiment.http;

import org.jspecify.annotations.NullMarked;
