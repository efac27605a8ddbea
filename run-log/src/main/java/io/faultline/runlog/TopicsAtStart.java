package io.faultline.runlog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.beans.factory.InitializingBean;

/** Makes the topics that are missing, before anything is sent or read. */
final class TopicsAtStart implements InitializingBean {
    private final String brokers;
    private final int partitions;

    TopicsAtStart(String brokers, int partitions) {
        this.brokers = brokers;
        this.partitions = partitions;
    }

    @Override
    public void afterPropertiesSet() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = Stream.of(Topics.values()).filter(topic -> !present.contains(topic.topic()))
                    .map(topic -> new NewTopic(topic.topic(), Optional.of(topic == Topics.DEAD ? 1 : partitions),
                            Optional.empty()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
