/** The REST edge: agents call in here. */
@NullMarked
package io.faultline.probe.http;

import org.jspecify.annotations.NullMarked;
