/** Part of a service made to test the house rules with. */
@NullMarked
package io.faultline.testkit.wrong.http;

import org.jspecify.annotations.NullMarked;
