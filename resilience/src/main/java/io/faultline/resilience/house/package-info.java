/** A house whose every room is a process of its own, so that each can be killed, frozen and started again. */
@NullMarked
package io.faultline.resilience.house;

import org.jspecify.annotations.NullMarked;
