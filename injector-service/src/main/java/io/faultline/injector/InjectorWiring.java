package io.faultline.injector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.faultline.contracts.ids.Ids;
import io.faultline.injector.agency.Agency;
import io.faultline.injector.agency.AgentLine;
import io.faultline.injector.catalogue.ClusterCatalogue;
import io.faultline.injector.catalogue.DriverCatalogue;
import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.clock.Injector;
import io.faultline.injector.clock.Orphans;
import io.faultline.injector.clock.Sweeps;
import io.faultline.injector.clock.World;
import io.faultline.injector.fault.Agents;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Beside;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Drivers;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Watchdog;
import io.faultline.injector.fault.application.ApplicationFaults;
import io.faultline.injector.fault.application.ClusterPodDoors;
import io.faultline.injector.fault.application.Doors;
import io.faultline.injector.fault.application.Forwards;
import io.faultline.injector.fault.application.Notation;
import io.faultline.injector.fault.application.Reach;
import io.faultline.injector.fault.beside.BesideFaults;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.MarkText;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.fault.disk.Disk;
import io.faultline.injector.fault.network.FaultProxies;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.Proxies;
import io.faultline.injector.fault.network.Proxy;
import io.faultline.injector.fault.network.ProxyRegistry;
import io.faultline.injector.fault.process.ProcessChoice;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.ProtectionRules;
import io.faultline.injector.fault.stress.Workers;
import io.faultline.injector.lease.Answers;
import io.faultline.injector.lease.Brake;
import io.faultline.injector.lease.Broker;
import io.faultline.injector.lease.ClusterJournal;
import io.faultline.injector.lease.ClusterSweep;
import io.faultline.injector.lease.DryRun;
import io.faultline.injector.lease.Halts;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Transactions;
import io.faultline.injector.store.MarkTexts;
import io.faultline.injector.store.Reserve;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the nouns together. */
@Configuration(proxyBeanMethods = false)
class InjectorWiring {
    private static final int ALL = 10_000;
    private static final int RESERVE = 2;
    private static final Path HOME = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    @Bean
    Drivers drivers(Processes processes, Ids ids, Workers workers, Disk disk, FaultProxies proxies,
            Lifelines lifelines, Clusters clusters, Applications applications) {
        return new DriverCatalogue(new ProcessChoice(processes, ids.random()), workers, disk, proxies, lifelines,
                clusters, applications);
    }

    @Bean
    Clusters clusters(ClusterReach reach, ClusterProtection protection, Ids ids, Beside beside, Agents agents) {
        return new ClusterCatalogue(reach, protection, ids.random(), beside, agents);
    }

    @Bean
    Agency agents(AgentLine line, ClusterProtection protection) {
        return new Agency(line, MarkTexts.undos(), protection);
    }

    @Bean(initMethod = "start")
    Orphans orphans(Agency agents, Clusters clusters, Injector injector) {
        return new Orphans(agents, clusters, injector);
    }

    @Bean
    Beside beside(ClusterReach reach, ClusterProtection protection, Ids ids, Helpers helpers) {
        return new BesideFaults(new ClusterChoice(reach.views(), protection, ids.random()), helpers);
    }

    @Bean
    ClusterProtection clusterProtection(@Value("${faultline.cluster.protected-namespaces}") Set<String> namespaces,
            Lifelines lifelines) {
        return ClusterProtection.of(namespaces, lifelines, home());
    }

    /** The namespace of the pod this runs in, if it runs in one. */
    private static String home() {
        try {
            return Files.readString(HOME).strip();
        } catch (IOException _) {
            return "";
        }
    }

    /** The journal is not asked who it is before the first mark is written. */
    @Bean
    Marks marks(MarkText text, ClusterJournal journal, InstantSource clock) {
        return new WrittenMarks(text, journal::house, clock);
    }

    @Bean
    Sweeps sweeps(ClusterReach reach, Clusters clusters, ClusterJournal journal, InstantSource clock,
            @Value("${faultline.cluster.kubeconfig}") String kubeconfig, MeterRegistry registry) {
        return new Sweeps(new ClusterSweep(reach, clusters, journal, clock), !kubeconfig.isBlank(), registry);
    }

    @Bean
    Applications applications(Doors doors, Notation notation, Lifelines lifelines, ClusterReach reach,
            ClusterProtection protection, Ids ids, Forwards forwards) {
        ClusterPodDoors pods = new ClusterPodDoors(reach, protection, ids.random(), forwards);
        return new ApplicationFaults(new Reach(doors, pods), notation, lifelines);
    }

    @Bean
    Lifelines lifelines(@Value("${spring.datasource.url}") String database,
            @Value("${spring.cloud.stream.kafka.binder.brokers}") String brokers) {
        return Lifelines.of(database, brokers);
    }

    @Bean
    ProtectionRules protectionRules(@Value("${faultline.injector.protected-commands}") List<String> commands) {
        return ProtectionRules.and(commands);
    }

    @Bean
    Mender mender(Processes processes, Workers workers, Disk disk, FaultProxies proxies, Clusters clusters,
            Applications applications) {
        return new Hands(processes, workers, disk, proxies, clusters, applications);
    }

    /** As the pool is, but smaller, and nobody else's. */
    @Bean
    Reserve reserve(DataSource pool) throws SQLException {
        HikariConfig like = new HikariConfig();
        pool.unwrap(HikariDataSource.class).copyStateTo(like);
        like.setPoolName(like.getPoolName() + "-reserve");
        like.setMaximumPoolSize(RESERVE);
        like.setMinimumIdle(RESERVE);
        return Reserve.of(new HikariDataSource(like));
    }

    @Bean
    World world(Machine machine, Drivers drivers, Mender mender, Watchdog watchdog, Leases leases,
            Leftovers leftovers, Halts halts, Answers answers, Transactions transactions, Broker broker) {
        return new World(machine, drivers, mender, watchdog, leases, leftovers, halts, answers, transactions, broker);
    }

    @Bean(destroyMethod = "")
    Injector injector(@Value("${faultline.instance}") String instance, World world, InstantSource clock,
            InjectorSettings settings, MeterRegistry registry) {
        String owner = instance + "/" + ProcessHandle.current().pid();
        return new Injector(owner, world, clock, settings.limits(), settings.brokerPatience(), registry);
    }

    @Bean
    Brake brake(Injector injector) {
        return injector.brake();
    }

    /** Closes the injector: when beans are destroyed, the relay of what it says is gone already. */
    @Bean
    Farewell farewell(Injector injector, InjectorSettings settings) {
        return new Farewell(settings.handOver() ? injector::handOver : injector::close);
    }

    @Bean
    DryRun dryRun(World world, InjectorSettings settings) {
        return new DryRun(world.drivers(), settings.limits(), world.leases(), world.halts(), world.machine());
    }

    @Bean
    ProxyRegistry proxyRegistry(Proxies proxies, FaultProxies open, InjectorSettings settings) {
        return new ProxyRegistry(proxies, open, settings.proxyBeyondLoopback());
    }

    /** Proxies first: a leftover of a fault in one of them is mended there. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> starting(Injector injector, Proxies registered, FaultProxies open,
            InjectorSettings settings, Sweeps sweeps, Helpers helpers,
            @Value("${faultline.cluster.sweep}") Duration sweepEvery) {
        return _ -> {
            registered.list("", ALL).forEach(proxy -> reopen(proxy, open));
            helpers.whenLost(injector::undone);
            injector.start(settings.leaseRenewal());
            sweeps.start(sweepEvery);
        };
    }

    private static void reopen(Proxy proxy, FaultProxies open) {
        try {
            open.open(proxy);
        } catch (IOException e) {
            LoggerFactory.getLogger(InjectorWiring.class).warn("Fault proxy {} stays closed: {}", proxy.name(),
                    e.getMessage());
        }
    }
}
