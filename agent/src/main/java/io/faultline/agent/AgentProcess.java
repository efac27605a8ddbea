package io.faultline.agent;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import io.faultline.contracts.ids.Ids;
import io.faultline.injector.catalogue.ClusterCatalogue;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.cluster.beside.HelperSettings;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.beside.BesideFaults;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.store.MarkTexts;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Where an agent starts: without Kafka, without a database; only drivers, hands and the way to its cluster. */
public final class AgentProcess implements AutoCloseable {
    private final AnnotationConfigApplicationContext context;
    private final Agent agent;

    private AgentProcess(AnnotationConfigApplicationContext context, Agent agent) {
        this.context = context;
        this.agent = agent;
    }

    public static void main(String[] args) throws InterruptedException {
        AgentProcess process = start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "farewell"));
        new CountDownLatch(1).await();
    }

    /** @param environment as a manifest sets it */
    public static AgentProcess start(Map<String, String> environment) {
        String birth = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
        return start(AgentSettings.of(environment).born(birth));
    }

    private static AgentProcess start(AgentSettings settings) {
        AnnotationConfigApplicationContext context = reaching(settings);
        ClusterReach reach = context.getBean(ClusterReach.class);
        SecureRandom random = new SecureRandom();
        Helpers helpers = context.getBean(Helpers.class);
        Function<ClusterProtection, Clusters> clusters = protection -> new ClusterCatalogue(reach, protection, random,
                new BesideFaults(new ClusterChoice(reach.views(), protection, random), helpers), OutOfReach.HERE);
        return new AgentProcess(context, Agent.start(settings, clusters, reach, helpers, InstantSource.system()));
    }

    private static AnnotationConfigApplicationContext reaching(AgentSettings settings) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("faultline.cluster.kubeconfig", settings.kubeconfig());
        properties.put("faultline.cluster.kubeconfigs",
                settings.kubeconfig().isBlank() ? "" : String.valueOf(Path.of(settings.kubeconfig()).getParent()));
        properties.put("faultline.cluster.relist", "30s");
        properties.put("faultline.instance", settings.instance());
        HelperSettings helpers = settings.helpers();
        properties.put("faultline.cluster.helper-image", helpers.image());
        properties.put("faultline.cluster.helper-namespace", helpers.namespace());
        properties.put("faultline.cluster.helper-pull-policy", helpers.pullPolicy());
        properties.put("faultline.cluster.helper-pull-secrets", String.join(",", helpers.pullSecrets()));
        properties.put("faultline.cluster.helper-idle", helpers.idle().toString());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("agent", properties));
        context.getDefaultListableBeanFactory()
                .setConversionService(ApplicationConversionService.getSharedInstance());
        InstantSource clock = InstantSource.system();
        context.registerBean(InstantSource.class, () -> clock);
        context.registerBean(Ids.class, () -> new Ids(clock, new SecureRandom()));
        context.registerBean(Marks.class,
                () -> new WrittenMarks(MarkTexts.json(), settings.infrastructure()::toString, clock));
        context.scan("io.faultline.injector.cluster");
        context.refresh();
        return context;
    }

    @Override
    public void close() {
        agent.close();
        context.close();
    }
}
