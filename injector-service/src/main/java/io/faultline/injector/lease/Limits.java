package io.faultline.injector.lease;

import java.time.Duration;

/**
 * How far this injector goes, whatever an experiment says.
 *
 * @param longest no fault lasts longer
 * @param maxTargets no fault hits more at once
 * @param maxPercent the most of several matches a fault may hit, unless its experiment says how much
 */
public record Limits(Duration longest, int maxTargets, int maxPercent) {}
