package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.Optional;

/**
 * What a schedule did when its time had come.
 *
 * @param tick   the tick it asked for a run at, if it did
 * @param missed ticks that passed without a run
 */
public record Fired(Optional<Instant> tick, int missed) {}
