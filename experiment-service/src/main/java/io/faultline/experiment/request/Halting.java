package io.faultline.experiment.request;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.experiment.history.HistoryRules;
import io.faultline.experiment.history.Runs;
import io.faultline.experiment.stop.Halt;
import io.faultline.experiment.stop.Halts;

/** Asks for the end of everything, and releases it again: each within the caller's transaction. */
public record Halting(ProjectId project, Halts halts, Runs runs, Announcements announcements, InstantSource clock) {
    /** Every run that is not over ends, and none starts. Asking twice is asking once: the second joins the first. */
    public Halt halt(String requestedBy, String reason) {
        halts.keepStartsOff(project);
        Optional<Halt> inForce = halts.inForce(project);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AbortRequested> aborts = runs.holdOpen(project).stream().map(run -> abort(run, requestedBy, reason, now))
                .toList();
        runs.apply(aborts.stream().map(abort -> HistoryRules.on(project, now, abort)).toList());
        aborts.forEach(abort -> announcements.announce(project, abort));
        return inForce.orElseGet(() -> halts.begin(project, requestedBy, reason, now, aborts.size()));
    }

    /** None if nothing is halted. */
    public Optional<Halt> release(String releasedBy, String reason) {
        halts.keepStartsOff(project);
        return halts.release(project,
                new Halt.Release(releasedBy, reason, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private static AbortRequested abort(RunId run, String requestedBy, String reason, Instant now) {
        return new AbortRequested(run, requestedBy, reason, now, true);
    }
}
