package io.faultline.injector.fault.beside;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What is done to an exchange of HTTP. */
public sealed interface HttpChange {
    /** The answer is held back. */
    record Delay(long millis) implements HttpChange {}

    /** The connection is reset so long after the request came. */
    record Reset(long millis) implements HttpChange {}

    /** One of these codes is taken; without a body the answer's own is left. */
    record Status(List<Integer> codes, @Nullable Body body) implements HttpChange {
        public Status {
            codes = List.copyOf(codes);
        }
    }

    /** Headers are set; an empty one is taken away. */
    record Headers(boolean ofRequest, Map<String, String> values) implements HttpChange {
        public Headers {
            values = Map.copyOf(values);
        }
    }

    /** The answer's body is another. */
    record Replace(Body body) implements HttpChange {}

    /** @param encoding empty for none */
    record Body(String text, String type, String encoding) {}
}
