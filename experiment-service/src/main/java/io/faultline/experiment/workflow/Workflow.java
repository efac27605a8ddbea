package io.faultline.experiment.workflow;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.ExperimentId;

/**
 * What a client keeps beside a revision of an experiment.
 *
 * @param clientId the experiment's id as the client chose it
 * @param manifest the very text it sent
 * @param kind the manifest's
 * @param cron empty if it runs on demand
 * @param infrastructure id of the infrastructure as the client named it; empty for none
 * @param custom what the client says of it, and asks back
 * @param weights weights as they were asked for, by the names of faults
 * @param probes names of the stored probes its manifest refers to
 */
public record Workflow(ExperimentId experiment, int revision, String clientId, String manifest, String kind,
        String cron, String infrastructure, boolean custom, Map<String, Integer> weights, List<String> probes) {
    public Workflow {
        weights = Map.copyOf(weights);
        probes = List.copyOf(probes);
    }

    /** The same, beside another revision. */
    public Workflow in(int other) {
        return new Workflow(experiment, other, clientId, manifest, kind, cron, infrastructure, custom, weights, probes);
    }
}
