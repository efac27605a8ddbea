package io.faultline.runlog;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.wire.FactCodec;
import io.faultline.contracts.wire.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.FixedBackOff;

/** Wires run-log into a service: what it appends with, what it reads with, and the time and ids it lives by. */
@AutoConfiguration(afterName = {"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"})
@ConditionalOnProperty("faultline.service")
public class RunLogConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(InstantSource clock) {
        return new Ids(clock, new SecureRandom());
    }

    @Bean
    static BeanPostProcessor patientPool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getDataSource() == null && !pool.isRunning()) {
                    pool.setDataSource(new PatientConnections(pool.getJdbcUrl(), pool.getDataSourceProperties()));
                }
                return bean;
            }
        };
    }

    @Bean
    FactCodec factCodec() {
        return new FactCodec();
    }

    @Bean
    Tracing runLogTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new Tracing(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    @Bean
    FactProducer factProducer(@Value("${spring.cloud.stream.kafka.binder.brokers}") String brokers,
            @Value("${faultline.service}") String service) {
        return new FactProducer(FactProducer.forFacts(brokers, service + ".facts"));
    }

    @Bean
    FactProducer lineProducer(@Value("${spring.cloud.stream.kafka.binder.brokers}") String brokers,
            @Value("${faultline.service}") String service, TopicsAtStart after) {
        return new FactProducer(FactProducer.forLines(brokers, service + ".lines")).acquainted(Topics.LOGS);
    }

    @Bean
    OutboxRelay outboxRelay(JdbcConnectionDetails details, @Value("${faultline.service}") String service,
            @Qualifier("factProducer") FactProducer producer, MeterRegistry metrics) {
        return new OutboxRelay(new RelayConnections(details, service), producer, "/faultline/" + service, metrics);
    }

    @Bean
    RunLog runLog(JdbcTemplate jdbc, FactCodec codec, Ids ids, InstantSource clock, Tracing tracing,
            OutboxRelay relay) {
        return new JdbcRunLog(jdbc, codec, ids, clock, tracing, relay::wake);
    }

    /** How long the oldest fact committed here has been waiting for Kafka; 0 if none is. */
    @Bean
    Gauge outboxAge(JdbcTemplate jdbc, InstantSource clock, MeterRegistry metrics) {
        return Gauge.builder("faultline.outbox.age", jdbc, outbox -> outbox
                .query("select appended_at from outbox order by id limit 1",
                        (row, _) -> row.getTimestamp("appended_at").toInstant())
                .stream().mapToDouble(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1e3).findFirst()
                .orElse(0)).baseUnit("seconds").register(metrics);
    }

    @Bean
    RunLines runLines(@Qualifier("lineProducer") FactProducer producer, FactCodec codec, Ids ids, InstantSource clock,
            @Value("${faultline.service}") String service, Tracing tracing, MeterRegistry metrics) {
        return new KafkaRunLines(producer, codec, ids, clock, service, tracing,
                metrics.counter("faultline.lines.lost"));
    }

    @Bean
    DeadLetters deadLetters(@Qualifier("factProducer") FactProducer producer,
            @Value("${faultline.service}") String service, InstantSource clock, MeterRegistry metrics) {
        return new DeadLetters(producer, service, clock, metrics);
    }

    @Bean
    TopicsAtStart topicsAtStart(@Value("${spring.cloud.stream.kafka.binder.brokers}") String brokers,
            @Value("${faultline.topics.partitions:6}") int partitions) {
        return new TopicsAtStart(brokers, partitions);
    }

    /** Only for the services that ask for it: it has a connection and a timer of its own. */
    @Bean
    @Lazy
    BrokerWatch brokerWatch(@Value("${spring.cloud.stream.kafka.binder.brokers}") String brokers,
            @Value("${faultline.service}") String service) {
        return new AskingBrokerWatch(brokers, service);
    }

    @Bean
    Upkeep inboxUpkeep(Inbox inbox) {
        return new Upkeep("the inbox", inbox::forget);
    }

    @Bean
    Inbox inbox(JdbcTemplate jdbc, InstantSource clock, @Value("${faultline.inbox.kept}") Duration kept) {
        return new Inbox(jdbc, clock, kept);
    }

    @Bean
    ConsumerEndpointCustomizer<KafkaMessageDrivenChannelAdapter<?, ?>> plainBatches() {
        return (endpoint, destination, group) -> {
            BatchMessagingMessageConverter converter = new BatchMessagingMessageConverter();
            converter.setHeaderMapper(new PlainHeaders());
            endpoint.setBatchMessageConverter(converter);
        };
    }

    /** The topic of facts, read through the service's {@link FactListener}, or raw by its {@link RecordListener}. */
    @Bean
    Consumer<Message<List<byte[]>>> facts(ObjectProvider<FactListener> listener,
            ObjectProvider<RecordListener> listeners, FactCodec codec, Inbox inbox, DeadLetters deadLetters,
            PlatformTransactionManager transactions, Tracing tracing, MeterRegistry metrics) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        FactListener wanted = listener.getIfAvailable();
        if (wanted == null) {
            return raw(Topics.RUNS, listeners, transaction, deadLetters);
        }
        FactReader reader = new FactReader(wanted, codec, inbox, deadLetters, transaction, tracing, metrics);
        return batch -> reader.on(RecordBatch.of(batch));
    }

    @Bean
    Consumer<Message<List<byte[]>>> logs(ObjectProvider<RecordListener> listeners,
            PlatformTransactionManager transactions, DeadLetters deadLetters) {
        return raw(Topics.LOGS, listeners, new TransactionTemplate(transactions), deadLetters);
    }

    @Bean
    Consumer<Message<List<byte[]>>> dead(ObjectProvider<RecordListener> listeners,
            PlatformTransactionManager transactions, DeadLetters deadLetters) {
        return raw(Topics.DEAD, listeners, new TransactionTemplate(transactions), deadLetters);
    }

    private static Consumer<Message<List<byte[]>>> raw(Topics topic, ObjectProvider<RecordListener> listeners,
            TransactionTemplate transaction, DeadLetters deadLetters) {
        RecordReader reader = new RecordReader(
                listeners.stream().filter(each -> each.topic() == topic).toList(), transaction, deadLetters);
        return batch -> reader.on(RecordBatch.of(batch));
    }

    /**
     * A batch whose trouble is the house's comes again until the house is well. Offsets are committed now and then, without
     * waiting: what is read twice after a crash is recognised by its event id. The listeners are platform threads: there
     * are few of them, and on two cores a virtual one waits for a carrier each time a record comes.
     */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> patientListeners(
            @Value("${faultline.reading.pause:0ms}") Duration pause) {
        return (container, destination, group) -> {
            container.setCommonErrorHandler(
                    new DefaultErrorHandler(new FixedBackOff(500, FixedBackOff.UNLIMITED_ATTEMPTS)));
            container.getContainerProperties().setSyncCommits(false);
            container.getContainerProperties().setAckMode(ContainerProperties.AckMode.TIME);
            container.getContainerProperties().setAckTime(500);
            container.getContainerProperties().setIdleBetweenPolls(pause.toMillis());
            container.getContainerProperties()
                    .setListenerTaskExecutor(new SimpleAsyncTaskExecutor(group + "-"));
        };
    }
}
