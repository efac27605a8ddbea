package io.faultline.scheduler.run;

import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;

/** How it is heard what was decided; nothing of it before the caller's transaction commits. */
public interface Voice {
    /**
     * All of them or none.
     *
     * @throws IllegalArgumentException if one of them is too large to be told
     */
    void state(ProjectId project, List<RunFact> facts);

    void tell(RunId run, List<Line> lines);

    /** Nothing more will be told of this run. */
    void end(RunId run);

    void ignored(RunFact fact, Ignored why);
}
