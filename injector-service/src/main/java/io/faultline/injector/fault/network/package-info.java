/** Faults of connections, made in fault proxies between a client and its upstream. */
@NullMarked
package io.faultline.injector.fault.network;

import org.jspecify.annotations.NullMarked;
