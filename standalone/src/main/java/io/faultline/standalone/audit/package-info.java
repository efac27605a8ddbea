/** Looks into a house - its topics, its database, this machine - for what the ledger holds against the promises. */
@NullMarked
package io.faultline.standalone.audit;

import org.jspecify.annotations.NullMarked;
