package io.faultline.experiment.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SwitchboardTest {
    @Test
    void everyOperationOfTheSchemasIsAnsweredByExactlyOne() throws Exception {
        Switchboard board = new Switchboard();
        new VersionOperations().enter(board);
        new AgentOperations().enter(board);
        new ClusterOperations(null, null).enter(board);
        new GitOpsOperations(null, null, null).enter(board);
        new HubOperations(null, null).enter(board);
        new RegistryOperations(null, null, null, null).enter(board);
        new EnvironmentOperations(null, null, null, null).enter(board);
        new ProbeOperations(null, null, null, null).enter(board);
        new ExperimentOperations(null, null, null, null).enter(board);
        RunOperations runs = new RunOperations(null, null, null, null, null, null, null);
        runs.enter(board);
        new WorkflowOperations(null, null, runs, null, null, null).enter(board);
        new LogOperations(null, null, null).enter(board);
        InfraOperations infras = new InfraOperations(null, null, null, null, null, null, null, null, null);
        infras.enter(board);
        new LegacyClusterOperations(null, null, infras, null).enter(board);
        new LegacyHubOperations(null, null).enter(board);
        new TemplateOperations(null, null, null, null).enter(board);
        new UsageOperations(null, null, null, null).enter(board);
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/graphql/operations.txt"))) {
            assertThat(new TreeSet<>(board.operations())).isEqualTo(new TreeSet<>(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()));
        }
    }
}
