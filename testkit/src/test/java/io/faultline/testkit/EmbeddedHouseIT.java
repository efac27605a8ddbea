package io.faultline.testkit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedHouseIT {
    private final EmbeddedHouse house = EmbeddedHouse.open();

    @Test
    void givesEveryServiceADatabaseOfItsOwn() throws Exception {
        Map<String, Object> first = house.properties("scheduler-service");
        Map<String, Object> second = house.properties("scheduler-service");

        assertThat(first.get("FAULTLINE_DB_URL")).isNotEqualTo(second.get("FAULTLINE_DB_URL"));
        try (Connection connection = DriverManager.getConnection((String) first.get("FAULTLINE_DB_URL"),
                house.user(), house.password()); Statement statement = connection.createStatement()) {
            assertThat(statement.execute("create table here (what text)")).isFalse();
        }
    }

    @Test
    void letsAServiceReadWhatIsPublishedFromNowOn() throws Exception {
        try (Facts facts = Facts.open(); Admin admin = house.admin()) {
            facts.append(Runs.requested(facts.newRun(), Experiments.any()));
            String group = (String) house.properties("scoring-service")
                    .get("spring.cloud.stream.bindings.facts-in-0.group");
            var begin = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            assertThat(begin).hasSize(EmbeddedHouse.PARTITIONS);
            assertThat(begin.values().stream().mapToLong(each -> each.offset()).sum()).isPositive();
            assertThat(begin).containsKey(new TopicPartition(Topics.RUNS.topic(), 0));
        }
    }

    @Test
    void showsTheFactsOfARunInOrderAndNoOthers() {
        try (Facts facts = Facts.open()) {
            RunId run = facts.newRun();
            ExperimentRequested requested = Runs.requested(run, Experiments.payments());
            EventId id = facts.append(requested);
            facts.append(Runs.requested(facts.newRun(), Experiments.any()));
            facts.append(Runs.settled(run, RunEnding.FINISHED));

            facts.await(run, RunSettled.class, settled -> settled.ending() == RunEnding.FINISHED);
            assertThat(facts.all(run)).hasSize(2).first().isEqualTo(requested);
            assertThat(facts.records(run).getFirst().header(CloudEventHeaders.ID)).isEqualTo(id.toString());
            assertThat(facts.records(run).getFirst().header(CloudEventHeaders.TYPE))
                    .isEqualTo("io.faultline.experiment-requested.v1");
        }
    }

    @Test
    void publishesWhatNobodyCanReadToo() {
        try (Facts facts = Facts.open()) {
            RunId run = facts.newRun();
            facts.append("io.faultline.unheard-of.v9", facts.newEvent(), run,
                    "{".getBytes(StandardCharsets.UTF_8));
            Awaitility.await().until(() -> facts.records(run), all -> !all.isEmpty());
            assertThat(facts.records(run).getFirst().value()).isNull();
            assertThat(facts.all(run)).isEmpty();
        }
    }

    @Test
    void saysWhichFactItWaitedForInVainAndWhatWasSaid() {
        try (Facts facts = Facts.open()) {
            RunId run = facts.newRun();
            assertThatThrownBy(() -> facts.await(run, RunSettled.class, java.time.Duration.ofMillis(200)))
                    .isInstanceOf(AssertionError.class).hasMessageContaining("RunSettled of run " + run)
                    .hasMessageContaining("what was said: []");
        }
    }
}
