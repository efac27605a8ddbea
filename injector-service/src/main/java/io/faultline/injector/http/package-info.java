/** What is broken right now, what would be, and the fault proxies: over HTTP. */
@NullMarked
package io.faultline.injector.http;

import org.jspecify.annotations.NullMarked;
