package io.faultline.experiment.history;

import io.faultline.experiment.listing.Cursor;

/** A run in a list, and its place there. */
public record ListedRun(RunSummary summary, Cursor place) {}
