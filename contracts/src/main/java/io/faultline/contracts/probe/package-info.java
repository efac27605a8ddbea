/** What can be measured, when, and what is accepted. */
@NullMarked
package io.faultline.contracts.probe;

import org.jspecify.annotations.NullMarked;
