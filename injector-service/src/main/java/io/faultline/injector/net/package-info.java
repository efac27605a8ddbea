/** Fault proxies: sockets, and the bytes between them. */
@NullMarked
package io.faultline.injector.net;

import org.jspecify.annotations.NullMarked;
