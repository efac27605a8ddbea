/** An application of somebody else's: a real Spring Boot that has Chaos Monkey. */
@NullMarked
package io.faultline.chaotic;

import org.jspecify.annotations.NullMarked;
