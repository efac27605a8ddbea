package io.faultline.experiment.facts;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.RunFact;
import io.faultline.experiment.request.Announcements;
import io.faultline.runlog.RunLog;
import org.springframework.stereotype.Component;

/** Announces on the run log. */
@Component
record RunLogAnnouncements(RunLog log) implements Announcements {
    @Override
    public void announce(ProjectId project, RunFact fact) {
        log.append(project, fact);
    }
}
