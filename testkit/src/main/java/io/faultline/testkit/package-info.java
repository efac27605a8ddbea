/** What tests share: the embedded house, a service under test, facts as other services see them, fixtures, house rules. */
@NullMarked
package io.faultline.testkit;

import org.jspecify.annotations.NullMarked;
