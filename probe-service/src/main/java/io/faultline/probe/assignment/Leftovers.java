package io.faultline.probe.assignment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.run.Step;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.ProbePods;
import io.faultline.probe.value.Environment;
import io.faultline.probe.value.UnknownName;
import io.faultline.probe.value.Values;

/** What a run leaves behind in clusters: the pods started for its commands, whichever instance started them. */
public record Leftovers(ProbePods pods, Environment environment) {
    private record Left(PodSource pod, Place place) {}

    /** What is left by steps, all of the same run. */
    public void end(List<Assignment> steps) {
        steps.stream().flatMap(this::left).distinct().forEach(each -> pods.end(each.pod(), each.place()));
    }

    private Stream<Left> left(Assignment step) {
        if (!(step.due().step() instanceof Step.Measure measure)) {
            return Stream.of();
        }
        Place place = Place.of(step.run(), measure);
        Values values = new Values(measure.configuration(), measure.secrets(), environment);
        return place.isAgents()
                ? Stream.of()
                : measure.probes().stream().flatMap(probe -> Stream.ofNullable(probe.command()))
                        .flatMap(command -> Stream.ofNullable(command.pod())).filter(pod -> pod.image() != null)
                        .flatMap(pod -> filled(pod, values).stream()).map(pod -> new Left(pod, place));
    }

    private static Optional<PodSource> filled(PodSource pod, Values values) {
        try {
            return Optional.of(values.filled(pod));
        } catch (UnknownName _) {
            return Optional.empty();
        }
    }
}
