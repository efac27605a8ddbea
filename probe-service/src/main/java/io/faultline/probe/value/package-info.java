/** What stands for ${name}: configuration and secrets, and hiding the latter from whatever people read. */
@NullMarked
package io.faultline.probe.value;

import org.jspecify.annotations.NullMarked;
