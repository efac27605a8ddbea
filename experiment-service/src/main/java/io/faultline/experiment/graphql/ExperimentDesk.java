package io.faultline.experiment.graphql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.experiment.catalogue.Catalogue;
import io.faultline.experiment.catalogue.Experiments;
import io.faultline.experiment.catalogue.Keeping;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.policy.Guard;
import io.faultline.experiment.request.Requesting;
import io.faultline.experiment.request.RunRequests;
import io.faultline.experiment.workflow.Clockwork;
import io.faultline.experiment.workflow.Workflow;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.formats.litmus.Manifest;
import io.faultline.formats.litmus.ManifestText;
import io.faultline.formats.litmus.Timetable;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what clients send as experiments of ours, changes, runs and forgets them: by the same rules as over REST. */
@Component
record ExperimentDesk(ProjectId house, Catalogue catalogue, Experiments experiments, Workflows workflows,
        RunRequests requests, Manifests manifests, Infras infras, Clockwork clockwork,
        TransactionTemplate transaction) {
    static final String CALLER = "api";
    private static final String SCHEDULING = "experiment scheduling failed due to inactive infra";
    private static final String RUNNING = "experiment re-run failed due to inactive infra";

    /**
     * An experiment as a client wants it kept.
     *
     * @param id as the client chose it; null to have one chosen
     */
    record Wish(@Nullable String id, String name, String description, List<String> tags, String manifest,
            Map<String, Integer> weights, String cron, String infrastructure, boolean custom) {}

    /** What is kept of an experiment, and what a client keeps beside it. */
    record Known(KeptExperiment experiment, @Nullable Workflow workflow) {
        String id() {
            return workflow == null ? experiment.id().toString() : workflow.clientId();
        }

        boolean isTimed() {
            return workflow != null && !workflow.cron().isBlank();
        }
    }

    Known create(Wish wish) {
        if (wish.id() != null && workflows.meant(house, wish.id()).isPresent()) {
            throw new Problem(ProblemType.CONFLICT, "experiment id %s is in use already".formatted(wish.id()));
        }
        return kept(wish, null);
    }

    Known update(Wish wish) {
        return kept(wish, required(Objects.requireNonNullElse(wish.id(), "")));
    }

    /** Whether there is an experiment of this id. */
    boolean isKnown(String id) {
        return workflows.meant(house, id).isPresent();
    }

    Known required(String id) {
        return workflows.meant(house, id).flatMap(known -> experiments.find(house, known)).map(this::known)
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "no experiment found with experimentID %s"
                        .formatted(id)));
    }

    Known known(KeptExperiment kept) {
        return new Known(kept, workflows.find(kept.id(), kept.revision()).orElse(null));
    }

    private Known kept(Wish wish, @Nullable Known current) {
        String infrastructure = infras.named(wish.infrastructure(), SCHEDULING);
        Manifest manifest = manifests.read(wish.manifest(), wish.weights());
        String named = manifest.experiment().name();
        if (!named.equals(wish.name())) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "%s name doesn't match: the manifest's is %s".formatted(manifest.kind().word(), named));
        }
        Experiment experiment = manifests.meant(manifest,
                new Metadata(wish.name(), wish.description(), wish.tags()), infrastructure);
        String cron = cron(wish, manifest);
        Optional.ofNullable(manifest.timetable()).flatMap(TimetableRules::refusal).ifPresent(refusal -> {
            throw new Problem(ProblemType.INVALID_REQUEST, refusal);
        });
        return Objects.requireNonNull(transaction.execute(_ -> {
            KeptExperiment kept = keptOrRefused(current == null
                    ? catalogue.create(experiment)
                    : catalogue.update(current.experiment().id(), null, experiment));
            Workflow workflow = new Workflow(kept.id(), kept.revision(),
                    current != null ? current.id() : Objects.requireNonNullElse(wish.id(), kept.id().toString()),
                    wish.manifest(), manifest.kind().word(), cron, wish.infrastructure(), wish.custom(),
                    wish.weights(), Manifests.references(manifest));
            workflows.keep(house, workflow);
            timed(kept, workflow, manifest);
            return new Known(kept, workflow);
        }));
    }

    private static String cron(Wish wish, Manifest manifest) {
        if (!wish.cron().isBlank()) {
            return wish.cron().strip();
        }
        return manifest.timetable() == null ? "" : Objects.requireNonNullElse(manifest.timetable().cron(), "");
    }

    /** The schedule follows the experiment: made with it, changed with it, forgotten when it no longer runs by the clock. */
    private void timed(KeptExperiment kept, Workflow workflow, Manifest manifest) {
        ScheduleId known = workflows.schedule(kept.id()).orElse(null);
        if (workflow.cron().isBlank()) {
            if (known != null) {
                wound(clockwork.forget(known));
                workflows.time(kept.id(), null);
            }
            return;
        }
        Clockwork.Timing timing = timing(workflow, manifest);
        boolean suspended = manifest.timetable() != null && manifest.timetable().suspended();
        workflows.time(kept.id(), wound(known == null
                ? clockwork.make(kept, timing)
                : clockwork.change(known, kept, timing,
                        !suspended && clockwork.firing(List.of(known)).getOrDefault(known, false))));
    }

    private static Clockwork.Timing timing(Workflow workflow, Manifest manifest) {
        Timetable timetable = manifest.timetable();
        return new Clockwork.Timing(workflow.cron(), timetable == null ? null : timetable.zone(),
                TimetableRules.missed(timetable));
    }

    private static ScheduleId wound(Clockwork.Wound wound) {
        return switch (wound) {
            case Clockwork.Wound.Done(ScheduleId schedule) -> schedule;
            case Clockwork.Wound.Refused(String why) -> throw new Problem(ProblemType.INVALID_REQUEST,
                    "its schedule could not be kept: " + why);
        };
    }

    /** Of those that run by the clock, whether they do by now; nothing of them while nobody knows. */
    Map<ExperimentId, Boolean> firing(Collection<Workflow> kept) {
        Map<ExperimentId, ScheduleId> timed = workflows.schedules(
                kept.stream().filter(each -> !each.cron().isBlank()).map(Workflow::experiment).distinct().toList());
        Map<ScheduleId, Boolean> known = timed.isEmpty() ? Map.of() : clockwork.firing(timed.values());
        Map<ExperimentId, Boolean> firing = new HashMap<>();
        timed.forEach((experiment, schedule) -> {
            Boolean fires = known.get(schedule);
            if (fires != null) {
                firing.put(experiment, fires);
            }
        });
        return firing;
    }

    /** As it was sent; what runs by the clock says whether it does. */
    static String manifest(Workflow workflow, Map<ExperimentId, Boolean> firing) {
        Boolean fires = workflow.cron().isBlank() ? null : firing.get(workflow.experiment());
        return fires == null ? workflow.manifest() : new ManifestText(workflow.manifest()).firing(fires);
    }

    /** Lets the experiment run by the clock from now on, or no longer. */
    void fire(Known known, boolean fires) {
        Workflow workflow = known.workflow();
        ScheduleId schedule = workflows.schedule(known.experiment().id()).orElse(null);
        if (schedule == null || workflow == null) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "experiment %s has no cron syntax: it runs on demand".formatted(known.id()));
        }
        Manifest manifest = manifests.read(workflow.manifest(), workflow.weights());
        wound(clockwork.change(schedule, known.experiment(), timing(workflow, manifest), fires));
    }

    /** Runs it now; one that runs by the clock is started, and has no run yet. */
    @Nullable
    RunId run(Known known) {
        if (known.workflow() != null) {
            infras.named(known.workflow().infrastructure(), RUNNING);
        }
        if (known.isTimed()) {
            fire(known, true);
            return null;
        }
        return Objects.requireNonNull(transaction.execute(_ -> asked(requests.request(refreshed(known), CALLER))));
    }

    /** With its stored probes as they are by now: a change in one is a new revision of who refers to it. */
    private KeptExperiment refreshed(Known known) {
        Workflow workflow = known.workflow();
        if (workflow == null || workflow.probes().isEmpty()) {
            return known.experiment();
        }
        Manifest manifest = manifests.read(workflow.manifest(), workflow.weights());
        Experiment now = manifests.meant(manifest, known.experiment().experiment().metadata(),
                infras.named(workflow.infrastructure(), RUNNING));
        KeptExperiment kept = keptOrRefused(catalogue.update(known.experiment().id(), null, now));
        workflows.keep(house, workflow.in(kept.revision()));
        return kept;
    }

    void forget(Known known) {
        ExperimentId id = known.experiment().id();
        transaction.executeWithoutResult(_ -> {
            workflows.schedule(id).ifPresent(schedule -> wound(clockwork.forget(schedule)));
            keptOrRefused(catalogue.forget(id, null));
        });
    }

    static KeptExperiment keptOrRefused(Keeping keeping) {
        return switch (keeping) {
            case Keeping.Kept(KeptExperiment experiment) -> experiment;
            case Keeping.NameTaken(String name) -> throw new Problem(ProblemType.CONFLICT,
                    "experiment name should be unique, duplicate experiment found with name: " + name);
            case Keeping.Changed(int revision) -> throw new Problem(ProblemType.CONFLICT,
                    "it was changed meanwhile, and is at revision %d: send it again".formatted(revision));
            case Keeping.Missing() -> throw new Problem(ProblemType.NOT_FOUND, "no experiment found");
        };
    }

    private static RunId asked(Requesting requesting) {
        return switch (requesting) {
            case Requesting.Asked(RunId run) -> run;
            case Requesting.Refused(Guard guard) -> throw new Problem(
                    guard.name() == Guard.Name.HALT ? ProblemType.HALTED : ProblemType.INVALID_EXPERIMENT,
                    guard.says(), guard.places());
        };
    }
}
