package io.faultline.injector.lease;

import io.faultline.contracts.run.Refusal;

/** Why a fault must not be injected, and the remedy. */
public record Objection(Refusal refusal, String reason) {}
