package io.faultline.probe.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.NoCluster;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Programs;
import io.faultline.probe.probe.Traces;
import org.jspecify.annotations.Nullable;

/** The network edge as it is, for tests. */
final class Net {
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Bounded BOUNDED = new Bounded(Executors.newVirtualThreadPerTaskExecutor());
    private static final Programs NO_PROGRAMS = (_, _) -> {
        throw new UnsupportedOperationException();
    };
    private static final Traces TRACES = new Traces() {
        @Override
        public String current() {
            return TRACEPARENT;
        }

        @Override
        public void continued(@Nullable String traceparent, String name, Runnable work) {
            work.run();
        }
    };

    private Net() {}

    static JdkWeb web(NetSettings settings) {
        return new JdkWeb(BOUNDED, new Egress(settings), TRACES);
    }

    static Probing probing() {
        return probing(new NetSettings(false, true));
    }

    /** All it does is done on these threads. */
    static Probing probing(ExecutorService threads) {
        Bounded bounded = new Bounded(threads);
        Egress egress = new Egress(new NetSettings(false, true));
        JdkWeb web = new JdkWeb(bounded, egress, TRACES);
        return new Probing(web, NO_PROGRAMS, new SocketConnections(bounded, egress), new PrometheusAnswers(web),
                NoCluster.CLUSTERS);
    }

    static Probing probing(NetSettings settings) {
        return new Probing(web(settings), NO_PROGRAMS, new SocketConnections(BOUNDED, new Egress(settings)),
                new PrometheusAnswers(web(settings)), NoCluster.CLUSTERS);
    }
}
