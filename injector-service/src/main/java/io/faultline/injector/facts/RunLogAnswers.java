package io.faultline.injector.facts;

import java.util.List;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunFact;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Lease;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;

/** Says it in the run log. */
record RunLogAnswers(RunLog log, RunLines lines) implements Answers {
    @Override
    public void state(ProjectId project, List<RunFact> facts) {
        log.append(project, facts);
    }

    @Override
    public void line(Lease lease, LogLine.Level level, String text) {
        lines.line(lease.run(), lease.step(), level, text);
    }
}
