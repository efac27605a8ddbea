package io.faultline.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.http.AgentCredentials;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.lease.ClusterSweep;
import io.faultline.injector.store.MarkTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent at work; closed, it mends what it has in force and says goodbye. */
final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    /** While one polls, another one can be given a task already. */
    private static final int POLLS = 2;

    private final Server server;
    private final Session session;
    private final Holdings holdings;
    private final Infrastructure here;
    private final ClusterSweep sweep;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(3,
            Thread.ofPlatform().name("agent-", 0).daemon().factory());
    private final List<Thread> shifts = new ArrayList<>();
    private volatile List<String> unseen = List.of();
    private final ProbeWork probes;
    private final News news;

    private Agent(AgentSettings settings, Function<ClusterProtection, Clusters> clusters, ClusterReach reach,
            InstantSource clock) {
        this.here = settings.here();
        this.server = new Server(settings.server());
        this.session = new Session(server, settings);
        this.sweep = new ClusterSweep(reach, clusters.apply(FaultWork.OWN),
                new DeskJournal(settings, server, session), clock);
        this.holdings = new Holdings(clusters.apply(FaultWork.OWN), System::nanoTime, settings.patience());
        this.news = new News(server, session, holdings::holds, MarkTexts.undos(), BEAT);
        Work faults = new FaultWork(clusters, reach, MarkTexts.undos(), here, holdings);
        for (int i = 0; i < POLLS; i++) {
            shift("faults-" + i, new Shift(server, session, AgentCredentials.FAULT_TASKS,
                    AgentCredentials.FAULT_ANSWERS, faults, holdings::heard));
        }
        this.probes = new ProbeWork(settings);
        shift("probes", new Shift(server, session, AgentCredentials.PROBE_TASKS, AgentCredentials.PROBE_ANSWERS,
                probes, () -> {}));
    }

    private void shift(String name, Shift shift) {
        shifts.add(Thread.ofPlatform().name(name).unstarted(shift));
    }

    static Agent start(AgentSettings settings, Function<ClusterProtection, Clusters> clusters, ClusterReach reach,
            Helpers helpers, InstantSource clock) {
        Agent agent = new Agent(settings, clusters, reach, clock);
        helpers.whenLost(agent.news::undone);
        agent.holdings.whenCutOff(agent.news::takenAway);
        // Before the first sweep: who is not known to its server is not told what was left behind.
        agent.beat();
        agent.every(BEAT, agent::beat);
        agent.every(LOOK, agent.holdings::look);
        agent.every(SWEEP, agent::sweep);
        agent.shifts.forEach(Thread::start);
        agent.timer.execute(agent.probes::warmUp);
        LOG.info("Here is {}", settings);
        return agent;
    }

    private void every(Duration pause, Runnable doing) {
        timer.scheduleWithFixedDelay(() -> {
            try {
                doing.run();
            } catch (RuntimeException e) {
                LOG.warn("Trying again: {}", e.toString());
            }
        }, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            session.beat();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was left behind in the cluster, whoever made it: agents that are gone without a successor's knowing. */
    private void sweep() {
        try {
            ClusterSweep.Round round = sweep.sweep(here);
            tellUnseen(round.unseen());
            round.swept().forEach(swept -> LOG.warn("{} was left behind: {}", swept.object().path(),
                    swept.trouble() == null ? "mended" : swept.trouble()));
        } catch (ClusterTrouble e) {
            LOG.info("Not swept: {}", e.reason());
        }
    }

    /** Once, unless it changes. */
    private void tellUnseen(List<String> now) {
        if (!now.equals(unseen) && !now.isEmpty()) {
            LOG.info("Of what may be left behind, this is not looked for: {}", String.join("; ", now));
        }
        unseen = now;
    }

    @Override
    public void close() {
        shifts.forEach(Thread::interrupt);
        news.mended(holdings.mendAll("the agent has to go"));
        session.farewell();
        timer.shutdownNow();
        probes.close();
        server.close();
    }
}
