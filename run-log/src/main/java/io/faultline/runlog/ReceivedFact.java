package io.faultline.runlog;

import java.time.Instant;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;

/** A fact as it came, with the envelope around it. */
public record ReceivedFact(EventId id, ProjectId project, Instant time, RunFact fact) {}
