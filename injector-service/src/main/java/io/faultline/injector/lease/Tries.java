package io.faultline.injector.lease;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How often it was tried to mend what does not mend.
 *
 * @param next when it is tried again; never, when it is up to a person now
 */
public record Tries(int made, @Nullable Instant next, Instant giveUpAt) {}
