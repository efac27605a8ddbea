/** A fault held: from the intent in the journal to its one terminal answer. */
@NullMarked
package io.faultline.injector.lease;

import org.jspecify.annotations.NullMarked;
