package io.faultline.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.wire.Wire;
import io.faultline.probe.agency.ProbeTask;
import io.faultline.probe.agency.Questions;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.ClusterObjects;
import io.faultline.probe.probe.Clusters;
import io.faultline.probe.probe.Connections;
import io.faultline.probe.probe.Passages;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.PodPrograms;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Programs;
import io.faultline.probe.probe.Samples;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.probe.Web;
import io.faultline.probe.value.Environment;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;

/** Measures what the probe service asks, with its own means; they are made when the first probe comes. */
final class ProbeWork implements Work, AutoCloseable {
    private final AgentSettings settings;
    private @Nullable AnnotationConfigApplicationContext context;
    private @Nullable Probing probing;

    ProbeWork(AgentSettings settings) {
        this.settings = settings;
    }

    /**
     * The first request of a young JVM takes some hundred milliseconds. No target is to blame for them, and some probes do
     * not allow so many: so it goes to the server, and nobody judges it.
     */
    void warmUp() {
        HttpProbe server = new HttpProbe(settings.server().toString(), "GET", Map.of(), null, false,
                new HttpProbe.Expect(null, null, null), true);
        try {
            attempt(new ProbeTask(new RunId(new UUID(0, 0)), Questions.asked(server), Map.of(),
                    Duration.ofSeconds(10), null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public JsonNode done(JsonNode task) throws InterruptedException {
        ProbeTask asked = Wire.mapper().treeToValue(task, ProbeTask.class);
        return Wire.mapper().valueToTree(attempt(asked));
    }

    private Judgement attempt(ProbeTask asked) throws InterruptedException {
        Infrastructure here = settings.here();
        try {
            return probing().attempt(asked.probe().spec(), Questions.given(asked.values()), asked.timeout(),
                    new Place(asked.run(), here, PodSettings.orNone(asked.pods())));
        } catch (RuntimeException e) {
            return Judgement.unmeasurable("the agent failed: " + e.getClass().getSimpleName());
        }
    }

    private synchronized Probing probing() {
        Probing known = probing;
        if (known == null) {
            AnnotationConfigApplicationContext made = open();
            known = new Probing(made.getBean(Web.class), made.getBean(Programs.class),
                    made.getBean(Connections.class), made.getBean(Samples.class),
                    new Clusters(made.getBean(ClusterObjects.class), made.getBean(PodPrograms.class),
                            made.getBean(Passages.class), (_, _, _, _) -> Judgement
                                    .unmeasurable("an agent measures by itself")));
            context = made;
            probing = known;
        }
        return known;
    }

    private AnnotationConfigApplicationContext open() {
        AnnotationConfigApplicationContext made = new AnnotationConfigApplicationContext();
        String kubeconfig = settings.kubeconfig();
        made.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("agent", Map.of("faultline.cluster.kubeconfig", kubeconfig,
                        "faultline.cluster.kubeconfigs",
                        kubeconfig.isBlank() ? "" : String.valueOf(Path.of(kubeconfig).getParent()),
                        "faultline.probe.net.allow-loopback", "false", "faultline.probe.command.allow", "")));
        made.getDefaultListableBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        made.registerBean(InstantSource.class, InstantSource::system);
        made.registerBean(Environment.class, () -> System::getenv);
        made.registerBean(Traces.class, NoTraces::new);
        made.scan("io.faultline.probe.cluster", "io.faultline.probe.net", "io.faultline.probe.host");
        made.refresh();
        return made;
    }

    /** The trace ends at the desk. */
    private static final class NoTraces implements Traces {
        @Override
        public @Nullable String current() {
            return null;
        }

        @Override
        public void continued(@Nullable String traceparent, String name, Runnable work) {
            work.run();
        }
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            context.close();
        }
    }
}
