package io.faultline.scheduler.run;

import io.faultline.contracts.run.LogLine.Level;

/** What people are told of a run's course. */
public record Line(Level level, String text) {
    static Line info(String text) {
        return new Line(Level.INFO, text);
    }
}
