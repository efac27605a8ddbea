package io.faultline.scheduler.facts;

import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.runlog.RunLog;
import io.faultline.scheduler.recurrence.Requests;

/** Asks for runs through the run log. */
record RunLogRequests(RunLog log) implements Requests {
    @Override
    public void request(ExperimentRequested request) {
        log.append(request.project(), request);
    }
}
