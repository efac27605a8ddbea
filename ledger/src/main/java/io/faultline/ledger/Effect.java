package io.faultline.ledger;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at a target itself.
 *
 * @param run      null when it is not known whose effect it is
 * @param injected how often the effect was made
 * @param broken   whether the target is broken still
 */
public record Effect(@Nullable RunId run, @Nullable FaultId fault, String target, int injected, boolean broken) {}
