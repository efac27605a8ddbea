package io.faultline.runlog;

import java.util.Map;

import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/** Headers as the bytes they are. Spring's own mapper lets a record say by a header of which class the others are. */
final class PlainHeaders implements KafkaHeaderMapper {
    @Override
    public void fromHeaders(MessageHeaders headers, Headers target) {
        throw new UnsupportedOperationException("nothing is sent by way of the binder");
    }

    @Override
    public void toHeaders(Headers source, Map<String, Object> headers) {
        source.forEach(header -> headers.put(header.key(), header.value()));
    }
}
