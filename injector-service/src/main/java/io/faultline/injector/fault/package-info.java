/** What every fault has to offer: a plan, an effect, and its undo as plain data. */
@NullMarked
package io.faultline.injector.fault;

import org.jspecify.annotations.NullMarked;
