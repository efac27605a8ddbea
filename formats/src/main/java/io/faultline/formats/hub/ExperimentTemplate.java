package io.faultline.formats.hub;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;

/**
 * An experiment to start from: faults of the hub, and a probe that says whether the application was still there. Each can
 * be written as a workflow without loss, so that clients of Litmus take it as well.
 */
record ExperimentTemplate(String name, String title, List<List<FaultType>> stages) {
    private static final String ADDRESS = "http://my-app.default.svc.cluster.local/";

    static List<ExperimentTemplate> all() {
        return List.of(
                new ExperimentTemplate("lost-pod", "A pod goes away; is the application still there",
                        List.of(List.of(FaultType.POD_DELETE))),
                new ExperimentTemplate("crash-and-pressure",
                        "A container is killed, then another has no processor time left",
                        List.of(List.of(FaultType.CONTAINER_KILL), List.of(FaultType.POD_CPU_HOG))),
                new ExperimentTemplate("slow-network", "What a pod sends is slow, then part of it is lost",
                        List.of(List.of(FaultType.POD_NETWORK_LATENCY), List.of(FaultType.POD_NETWORK_LOSS))),
                new ExperimentTemplate("failing-dependency", "A dependency is slow, then answers with errors",
                        List.of(List.of(FaultType.POD_HTTP_LATENCY), List.of(FaultType.POD_HTTP_STATUS_CODE))),
                new ExperimentTemplate("lost-names", "A name is not found any more",
                        List.of(List.of(FaultType.POD_DNS_ERROR))),
                new ExperimentTemplate("scarce-resources", "Memory and disk run short at the same time",
                        List.of(List.of(FaultType.POD_MEMORY_HOG, FaultType.POD_DISK_FILL))),
                new ExperimentTemplate("lost-node", "A node is drained", List.of(List.of(FaultType.NODE_DRAIN))));
    }

    Experiment experiment() {
        List<Stage> all = stages.stream()
                .map(stage -> Stage.of(stage.stream().map(ExperimentTemplate::watched).toArray(Fault[]::new)))
                .toList();
        return Experiment.of(new Metadata(name, title + ".", List.of("kubernetes")), new ExperimentSpec(null, all, null,
                BlastRadius.UNLIMITED, List.of(), Map.of(), Map.of(), null));
    }

    private static Fault watched(FaultType type) {
        FaultTemplate template = FaultTemplate.all().stream().filter(each -> each.type() == type).findFirst()
                .orElseThrow();
        Probe probe = new Probe(template.name() + "-answers", ProbeMode.CONTINUOUS, Duration.ofSeconds(1),
                Duration.ofSeconds(3), 1, Duration.ZERO, Duration.ZERO, false,
                new HttpProbe(ADDRESS, "GET", Map.of(), null, false,
                        new HttpProbe.Expect(Comparator.number(200), null, null), true),
                null, null, null);
        Fault fault = template.fault();
        return new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(),
                fault.sequence(), fault.weight(), List.of(probe));
    }
}
