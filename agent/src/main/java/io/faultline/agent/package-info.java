/** An agent in a cluster: it calls in, does what injector and probe services ask, and mends what it holds when it must. */
@NullMarked
package io.faultline.agent;

import org.jspecify.annotations.NullMarked;
