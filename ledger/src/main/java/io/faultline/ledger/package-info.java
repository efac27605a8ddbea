/** What happened, held against what is promised of every run: {@link io.faultline.ledger.Ledger}. Pure. */
@NullMarked
package io.faultline.ledger;

import org.jspecify.annotations.NullMarked;
