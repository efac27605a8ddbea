package io.faultline.experiment.request;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;

/** Where what was asked for is announced: within the transaction it was asked in. */
public interface Announcements {
    void announce(ProjectId project, RunFact fact);
}
