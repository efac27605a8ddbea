package io.faultline.testkit;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a service read what is published from now on. "Latest" would not do: it means the moment its partitions are
 * assigned, which is later than the moment the test goes on.
 */
record ConsumerGroups(EmbeddedHouse house) {
    void beginNow(String group, Topics topic) {
        int partitions = topic == Topics.DEAD ? 1 : EmbeddedHouse.PARTITIONS;
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic.topic(), partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try (Admin admin = house.admin()) {
            Map<TopicPartition, OffsetAndMetadata> now = admin.listOffsets(ends).all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey,
                            end -> new OffsetAndMetadata(end.getValue().offset())));
            admin.alterConsumerGroupOffsets(group, now).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The group %s cannot be set".formatted(group), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the group %s was set".formatted(group), e);
        }
    }
}
