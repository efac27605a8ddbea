package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Narratives;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflows;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The log of a run's pods, as clients ask for it. A run has no pods here; what was said in it is kept, and outlives it. */
@Component
record LogOperations(ProjectId house, Workflows workflows, Narratives narratives) implements Operations {
    /** In Litmus 2.x the run is a workflow's. */
    record Wanted(@Nullable String experimentRunID, @Nullable String workflowRunID, String podName, String podType) {
        String run() {
            return Asked.given(experimentRunID == null ? workflowRunID : experimentRunID, "experimentRunID");
        }
    }

    record Answer(String experimentRunID, String workflowRunID, String podName, String podType, String log) {}

    private record Look(String log, boolean isOver) {}

    @Override
    public void enter(Switchboard board) {
        board.subscription("getPodLog", this::log);
    }

    /** All that was said so far, again whenever there is more; the end comes when the run is over and nothing follows. */
    private Publisher<Answer> log(Asked asked) {
        Wanted wanted = asked.request(Wanted.class);
        RunId id = RunIds.required(wanted.run());
        required(id);
        return Flux.defer(() -> {
            Look[] last = {new Look("", false)};
            return Watching.looks(() -> List.of(look(id, wanted.podName())))
                    .takeUntil(look -> {
                        boolean isLast = last[0].isOver() && last[0].equals(look);
                        last[0] = look;
                        return isLast;
                    })
                    .map(Look::log).filter(text -> !text.isEmpty()).distinctUntilChanged()
                    .map(text -> new Answer(wanted.run(), wanted.run(), wanted.podName(), wanted.podType(), text));
        });
    }

    private RunRecord required(RunId id) {
        return workflows.runs(new RunSearch(house, List.of(id), null, null, null, null, null, null, null,
                new Paging(0, 1, false, false))).page().stream().map(FoundRuns.Numbered::run).findFirst()
                .orElseThrow(() -> RunIds.none(id.toString()));
    }

    private Look look(RunId id, String pod) {
        RunRecord run = required(id);
        String log = switch (narratives.of(id)) {
            case Narratives.Told.Lines(List<Narratives.Line> lines) -> text(lines, fault(run, pod));
            case Narratives.Told.Unknown(String why) -> "what was said in this run cannot be shown now: " + why;
        };
        return new Look(log, run.summary().phase().terminal());
    }

    /** The fault whose node, or engine, is named so; null for the whole run. */
    private static @Nullable String fault(RunRecord run, String pod) {
        String name = pod.startsWith(run.summary().run() + "-")
                ? pod.substring(run.summary().run().toString().length() + 1)
                : pod;
        return run.experiment() == null || run.experiment().spec().fault(name).isEmpty() ? null : name;
    }

    private static String text(List<Narratives.Line> lines, @Nullable String fault) {
        return lines.stream().filter(line -> fault == null || line.step() == null || line.step().endsWith(":" + fault))
                .map(line -> "%s %-5s %s%s".formatted(line.at() == null ? "" : line.at(),
                        line.level().toUpperCase(Locale.ROOT), line.step() == null ? "" : "[" + line.step() + "] ",
                        line.text()))
                .collect(Collectors.joining("\n"));
    }
}
