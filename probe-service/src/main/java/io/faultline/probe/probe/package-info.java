/** Taking one measurement: a file a kind, the attempts around it, and what it needs of the outside world. */
@NullMarked
package io.faultline.probe.probe;

import org.jspecify.annotations.NullMarked;
