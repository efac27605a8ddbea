/** Part of a service made to test the house rules with. */
@NullMarked
package io.faultline.testkit.wrong;

import org.jspecify.annotations.NullMarked;
