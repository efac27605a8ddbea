package io.faultline.ledger;

import io.faultline.contracts.ids.RunId;

/** So many lines of a run and source are reported as lost. */
public record Loss(RunId run, String source, long lines) {}
