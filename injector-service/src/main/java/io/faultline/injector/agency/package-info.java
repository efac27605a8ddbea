/** What is asked of agents in clusters that are not reached from here, and what they answer. */
@NullMarked
package io.faultline.injector.agency;

import org.jspecify.annotations.NullMarked;
