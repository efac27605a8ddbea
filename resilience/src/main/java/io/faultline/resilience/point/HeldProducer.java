package io.faultline.resilience.point;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.faultline.contracts.wire.CloudEventHeaders;
import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Makes every produce of a fact a crash point: before it is sent, and when Kafka has it and the sender does not know. */
public final class HeldProducer implements ProducerInterceptor<String, byte[]> {
    private final Map<String, Queue<String>> sent = new ConcurrentHashMap<>();

    /** Puts the interceptor into the producer of facts as soon as Spring has made it. */
    public static final class Installer implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (name.equals("factProducer")) {
                intercept(bean);
            }
            return bean;
        }

        /** It takes no settings from outside, and shall not have to for our sake. */
        @SuppressWarnings("unchecked")
        private static void intercept(Object producer) {
            try {
                Field settings = producer.getClass().getDeclaredField("settings");
                settings.setAccessible(true);
                ((Map<String, Object>) settings.get(producer)).put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        HeldProducer.class.getName());
                Method renew = producer.getClass().getDeclaredMethod("renew");
                renew.setAccessible(true);
                renew.invoke(producer);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("run-log's producer has changed: nothing it sends can be held", e);
            }
        }
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> made) {
        if (made.topic().equals(Topics.RUNS.topic())) {
            String label = label(made);
            CrashPoints.here().pass("produce", List.of(label), "before");
            sent.computeIfAbsent(id(made.headers()), _ -> new ConcurrentLinkedQueue<>()).add(label);
        }
        return made;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure, Headers headers) {
        Queue<String> labels = headers == null ? null : sent.remove(id(headers));
        if (labels != null && failure == null) {
            CrashPoints.here().pass("produce", List.copyOf(labels), "after");
        }
    }

    private static String id(Headers headers) {
        var header = headers.lastHeader(CloudEventHeaders.ID.header());
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String label(ProducerRecord<String, byte[]> made) {
        var type = made.headers().lastHeader(CloudEventHeaders.TYPE.header());
        return type == null ? "?" : Labels.fact(new String(type.value(), StandardCharsets.UTF_8), made.value());
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
