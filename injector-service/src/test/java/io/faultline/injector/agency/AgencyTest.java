package io.faultline.injector.agency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.HitTarget;
import io.faultline.injector.agency.AgentAnswer.PlannedHit;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.store.MarkTexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgencyTest {
    private static final Infrastructure WHERE = new Infrastructure("prod", new InfrastructureId(new UUID(1, 1)),
            InfrastructureKind.MANIFEST, null, null, null);
    private static final ClusterUndo UNDO = new BesideUndo.EndBeside(null, "node-1", "m.1", "effect", "delay");
    private static final PodSettings PODS = new PodSettings(Map.of(), List.of(), Map.of("team", "shop"), null, null);

    private final List<AgentTask> asked = new ArrayList<>();
    private final AgentLine line = new AgentLine() {
        @Override
        public Heard ask(Infrastructure where, AgentTask task, Duration patience) {
            asked.add(task);
            return new Heard(task.kind() == AgentTask.Kind.PLAN
                    ? AgentAnswer.planned(1, List.of(new PlannedHit(new HitTarget("pod", "shop/cart", ""),
                            MarkTexts.undos().write(UNDO), "delay what it sends")))
                    : AgentAnswer.made("delay what it sends, by a proxy: the kernel has no netem"), "agent-1");
        }

        @Override
        public boolean isGone(Infrastructure where, String agent) {
            return false;
        }
    };

    @Test
    @SuppressWarnings("unchecked")
    void tellsInWhichWayTheAgentDidItOnceThatIsKnown() throws Exception {
        Driver<ClusterUndo> driver = (Driver<ClusterUndo>) new Agency(line, MarkTexts.undos()).driver(
                new PodNetworkLatency(PodTarget.labelled("shop", "app=cart"), null, null, null), WHERE, PODS);
        Hit<ClusterUndo> hit = driver.plan("m").hits().getFirst();
        assertThat(hit.undo().where()).isEqualTo(WHERE);
        assertThat(driver.deed(hit)).isEqualTo("delay what it sends");
        driver.inject(hit.undo(), Duration.ofSeconds(5));
        assertThat(driver.deed(hit)).endsWith("by a proxy: the kernel has no netem");
        assertThat(asked).hasSize(2).allMatch(task -> PODS.equals(task.pods()));
    }
}
