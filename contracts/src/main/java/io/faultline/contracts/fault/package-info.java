/** The kinds of fault there are, one record each, and what they may be aimed at. */
@NullMarked
package io.faultline.contracts.fault;

import org.jspecify.annotations.NullMarked;
