package io.faultline.scheduler.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.wire.Wire;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import io.faultline.scheduler.recurrence.MissedPolicy;
import io.faultline.scheduler.recurrence.ScheduleSpec;
import io.faultline.scheduler.recurrence.Ticks;
import org.jspecify.annotations.Nullable;

/** A schedule as it is sent: nothing is certain yet. */
record ScheduleBody(@JsonPropertyDescription("What people call it.") @Nullable String name,
        @JsonPropertyDescription("The experiment that runs.") @Nullable ExperimentId experimentId,
        @JsonPropertyDescription("Revision of the experiment.") @Nullable Integer revision,
        @JsonPropertyDescription("The experiment as it is in this revision; it stays so until the schedule is changed.") @Nullable Experiment experiment,
        @JsonPropertyDescription("Cron expression: five fields, six with seconds first, or @hourly and the like.") @Nullable String cron,
        @JsonPropertyDescription("Time zone like Europe/Berlin; UTC by default.") @Nullable String zone,
        @JsonPropertyDescription("Whether it fires; true by default.") @Nullable Boolean enabled,
        @JsonPropertyDescription("What is done about ticks nobody was there for: skip; once (default) makes up for the latest of the last 5 minutes; all for each of the last hour, 100 at most.") @Nullable String missed) {
    private static final int MOST = 256 * 1024;

    /**
     * What it says of a cluster is believed only as the server has filled it in.
     *
     * @param known the experiment as it was believed before, if it was
     */
    ScheduleBody believed(InfrastructureSeals seals, @Nullable Experiment known) {
        return experiment == null || experiment.equals(known)
                ? this
                : new ScheduleBody(name, experimentId, revision, seals.believed(experiment, "/experiment"), cron, zone,
                        enabled, missed);
    }

    ScheduleSpec checked(Instant now) {
        Complaints complaints = Complaints.collect();
        complaints.required(experimentId, "experimentId");
        complaints.required(revision, "revision");
        complaints.at("revision").unless(revision == null || revision >= 1, "revisions count from 1");
        complaints.required(experiment, "experiment");
        complaints.required(cron, "cron");
        checkSize();
        ZoneId place = place(complaints.at("zone"));
        MissedPolicy policy = policy(complaints.at("missed"));
        if (cron != null) {
            checkCron(cron, place, now, complaints.at("cron"));
        }
        if (!complaints.found().isEmpty()) {
            throw new Problem(ProblemType.INVALID_REQUEST, "Mend the places named in errors and send it again.",
                    complaints.found());
        }
        return new ScheduleSpec(name, Objects.requireNonNull(experimentId), Objects.requireNonNull(revision),
                Objects.requireNonNull(experiment), Objects.requireNonNull(cron).strip(), place.getId(),
                enabled == null || enabled, policy);
    }

    private MissedPolicy policy(Complaints complaints) {
        return switch (missed) {
            case "skip" -> MissedPolicy.SKIP;
            case "all" -> MissedPolicy.ALL;
            case "once" -> MissedPolicy.ONCE;
            case null -> MissedPolicy.ONCE;
            default -> {
                complaints.add("'%s' is none of skip, once, all".formatted(missed));
                yield MissedPolicy.ONCE;
            }
        };
    }

    private void checkSize() {
        if (experiment != null && Wire.mapper().writeValueAsBytes(experiment).length > MOST) {
            throw new Problem(ProblemType.TOO_LARGE,
                    "An experiment holds at most 256 KB; it is usually a few kilobytes of text.");
        }
    }

    private ZoneId place(Complaints complaints) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            complaints.add("'%s' is no time zone; write it like Europe/Berlin or UTC".formatted(zone));
            return ZoneOffset.UTC;
        }
    }

    private static void checkCron(String cron, ZoneId place, Instant now, Complaints complaints) {
        try {
            complaints.unless(Ticks.of(cron, place).after(now).isPresent(), "'" + cron + "' never fires");
        } catch (IllegalArgumentException e) {
            complaints.add("'%s' is no cron expression: %s".formatted(cron, e.getMessage()));
        }
    }
}
