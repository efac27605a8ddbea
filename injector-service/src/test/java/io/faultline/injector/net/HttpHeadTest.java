package io.faultline.injector.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpHeadTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nServer: old\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\n";

    private static String changed(Map<String, String> headers) throws IOException {
        HttpHead head = HttpHead.read(new ByteArrayInputStream(ANSWER.getBytes(StandardCharsets.ISO_8859_1)))
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head.with(headers).write(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aHeaderIsSetHoweverItWasWritten() throws IOException {
        assertThat(changed(Map.of("SERVER", "new"))).isEqualTo(
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nSERVER: new\r\n\r\n");
        assertThat(changed(Map.of("X-New", "1"))).contains("Server: old\r\n").endsWith("X-New: 1\r\n\r\n");
    }

    @Test
    void anEmptyHeaderIsTakenAwayWhereverItStands() throws IOException {
        assertThat(changed(Map.of("Set-Cookie", ""))).isEqualTo("HTTP/1.1 200 OK\r\nServer: old\r\n\r\n");
    }
}
