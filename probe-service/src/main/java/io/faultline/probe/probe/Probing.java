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
public record Probing(Web web, Programs programs, Connections connections, Samples samples) {
    /** One attempt, over by the timeout. */
    public Judgement attempt(ProbeSpec spec, Values values, Duration timeout) throws InterruptedException {
        return switch (spec) {
            case HttpProbe probe -> new HttpProbing(web).attempt(probe, values, timeout);
            case CommandProbe probe -> new CommandProbing(programs).attempt(probe, values, timeout);
            case TcpProbe probe -> new TcpProbing(connections).attempt(probe, values, timeout);
            case PrometheusProbe probe -> new PrometheusProbing(samples).attempt(probe, values, timeout);
            case KubernetesProbe _ -> Judgement.unmeasurable("no cluster can be reached");
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
