package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.value.Values;

/** All kinds of probe, mirrored on the sealed {@link ProbeSpec}: a kind nobody can measure does not compile. */
public record Probing(Web web, Programs programs, Connections connections, Samples samples, Clusters clusters) {
    /** One attempt, over by the timeout. */
    public Judgement attempt(ProbeSpec spec, Values values, Duration timeout, Place place)
            throws InterruptedException {
        if (place.isAgents() && isInCluster(spec)) {
            return clusters.agents().attempt(spec, values, timeout, place);
        }
        return switch (spec) {
            case HttpProbe probe -> new HttpProbing(web, clusters.passages()).attempt(probe, values, timeout, place);
            case CommandProbe probe -> new CommandProbing(programs, clusters.programs()).attempt(probe, values,
                    timeout, place);
            case TcpProbe probe -> new TcpProbing(connections).attempt(probe, values, timeout);
            case PrometheusProbe probe -> new PrometheusProbing(samples, clusters.passages()).attempt(probe, values,
                    timeout, place);
            case KubernetesProbe probe -> new KubernetesProbing(clusters.objects()).attempt(probe, values, timeout,
                    place);
        };
    }

    private static boolean isInCluster(ProbeSpec spec) {
        return switch (spec) {
            case KubernetesProbe _ -> true;
            case HttpProbe probe -> probe.inside();
            case CommandProbe probe -> probe.pod() != null;
            case PrometheusProbe probe -> probe.inside();
            case TcpProbe _ -> false;
        };
    }

    /** What a kind is called in metrics. */
    public static String kind(ProbeSpec spec) {
        return switch (spec) {
            case HttpProbe _ -> "http";
            case CommandProbe _ -> "command";
            case TcpProbe _ -> "tcp";
            case PrometheusProbe _ -> "prometheus";
            case KubernetesProbe _ -> "k8s";
        };
    }
}
