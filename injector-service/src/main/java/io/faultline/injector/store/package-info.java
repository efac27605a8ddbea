/** The journal of leases and the list of fault proxies, in Postgres. */
@NullMarked
package io.faultline.injector.store;

import org.jspecify.annotations.NullMarked;
