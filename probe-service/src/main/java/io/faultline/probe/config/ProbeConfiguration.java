package io.faultline.probe.config;

import java.time.Duration;
import java.time.Instant;

import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.action.Actions;
import io.faultline.probe.assignment.Answers;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.assignment.Leftovers;
import io.faultline.probe.assignment.Work;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Agents;
import io.faultline.probe.probe.ClusterObjects;
import io.faultline.probe.probe.Clusters;
import io.faultline.probe.probe.Connections;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.Passages;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.PodPrograms;
import io.faultline.probe.probe.ProbePods;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Programs;
import io.faultline.probe.probe.Samples;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.probe.Web;
import io.faultline.probe.shift.Instances;
import io.faultline.probe.shift.Shift;
import io.faultline.probe.value.Environment;
import io.faultline.probe.value.Values;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.Tracing;
import io.faultline.runlog.Upkeep;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the nouns together. */
@Configuration(proxyBeanMethods = false)
public class ProbeConfiguration {
    @Bean
    Environment environmentVariables() {
        return System::getenv;
    }

    @Bean
    Traces traces(Tracing tracing) {
        return new RunTraces(tracing);
    }

    @Bean
    Clusters clusters(ClusterObjects objects, PodPrograms programs, Passages passages,
            ObjectProvider<Agents> agents) {
        return new Clusters(objects, programs, passages, agents.getIfAvailable(() -> ProbeConfiguration::noAgent));
    }

    private static Judgement noAgent(ProbeSpec spec, Values values, Duration timeout, Place place) {
        return Judgement.unmeasurable("infrastructure '%s' is measured by its agent, and none calls in here"
                .formatted(place.infrastructure() == null ? "" : place.infrastructure().name()));
    }

    @Bean
    Evaluations evaluations(Web web, Programs programs, Connections connections, Samples samples, Clusters clusters,
            Time time, Environment environment) {
        return new Evaluations(new Probing(web, programs, connections, samples, clusters), time, environment);
    }

    @Bean
    Leftovers leftovers(ProbePods pods, Environment environment) {
        return new Leftovers(pods, environment);
    }

    @Bean
    Upkeep workUpkeep(Assignments assignments, Watches watches, Time time, @Value("${faultline.kept}") Duration kept) {
        return new Upkeep("assignments and watches", () -> {
            Instant before = time.now().minus(kept);
            watches.forget(before);
            assignments.forget(before);
        });
    }

    @Bean
    Shift shift(Instances instances, Watches watches, Assignments assignments, Loops loops, Workers workers,
            Reports reports, Time time) {
        return new Shift(instances, watches, assignments, loops, workers, reports, time);
    }

    @Bean
    Actions actions(Web web, Programs programs, Environment environment) {
        return new Actions(web, programs, environment);
    }

    @Bean
    Work work(Evaluations evaluations, Actions actions, Loops loops, Watches watches, Reports reports, Answers answers,
            Time time) {
        return new Work(evaluations, actions, loops, watches, reports, answers, time);
    }
}
