package io.faultline.injector.lease;

import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunFact;

/** Where it is said what came of a fault. */
public interface Answers {
    /** Facts, within the transaction the caller is in. */
    void state(ProjectId project, List<RunFact> facts);

    /** A line for people, at once. */
    void line(Lease lease, LogLine.Level level, String text);
}
