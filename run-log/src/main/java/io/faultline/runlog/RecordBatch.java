package io.faultline.runlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/** Spring Cloud Stream's batch message, taken apart into records. */
final class RecordBatch {
    private RecordBatch() {}

    static List<ReceivedRecord> of(Message<List<byte[]>> message) {
        MessageHeaders headers = message.getHeaders();
        List<?> values = message.getPayload();
        List<?> topics = list(headers, KafkaHeaders.RECEIVED_TOPIC);
        List<?> partitions = list(headers, KafkaHeaders.RECEIVED_PARTITION);
        List<?> offsets = list(headers, KafkaHeaders.OFFSET);
        List<?> keys = list(headers, KafkaHeaders.RECEIVED_KEY);
        List<?> converted = list(headers, KafkaHeaders.BATCH_CONVERTED_HEADERS);
        List<ReceivedRecord> records = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i) instanceof byte[] bytes ? bytes : new byte[0];
            records.add(new ReceivedRecord((String) topics.get(i), (Integer) partitions.get(i), (Long) offsets.get(i),
                    i < keys.size() ? text(keys.get(i)) : null, texts(converted.get(i)), value));
        }
        return records;
    }

    private static List<?> list(MessageHeaders headers, String name) {
        Object value = headers.get(name);
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<String, String> texts(Object headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (headers instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                String text = text(value);
                if (text != null) {
                    texts.put(String.valueOf(name), text);
                }
            });
        }
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }
}
