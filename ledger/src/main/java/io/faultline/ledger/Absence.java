package io.faultline.ledger;

import java.time.Instant;

/**
 * Nobody was there to mend: the injector that held the faults was dead from then on, and from this moment on one was
 * there that could take over; the same moment when another was alive all along.
 */
public record Absence(Instant from, Instant to) {}
