/** Faults that applications, and proxies before them, make themselves when they are told to over HTTP. */
@NullMarked
package io.faultline.injector.fault.application;

import org.jspecify.annotations.NullMarked;
