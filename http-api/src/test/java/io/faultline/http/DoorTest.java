package io.faultline.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DoorTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final Door door = new Door(new ApiSettings(KEY, null, List.of("Chaos.example.org")),
            new ProblemWriter(Wire.mapper()));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/runs");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void opensToTheKeyInEitherHeader() throws Exception {
        request.addHeader("Authorization", "Bearer " + KEY);
        assertThat(passes()).isTrue();

        MockHttpServletRequest other = new MockHttpServletRequest("GET", "/api/v1/runs");
        other.addHeader("x-api-key", KEY);
        assertThat(passes(other)).isTrue();
    }

    @Test
    void staysShutWithoutTheKeyOrWithAnotherAndSaysWhatToSend() throws Exception {
        assertThat(passes()).isFalse();
        JsonNode problem = Wire.mapper().readTree(response.getContentAsByteArray());
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentType()).startsWith("application/problem+json");
        assertThat(response.getHeader("WWW-Authenticate")).contains("Bearer");
        assertThat(problem.path("type").asString()).endsWith("/unauthenticated");
        assertThat(problem.path("detail").asString()).contains("x-api-key").doesNotContain(KEY);

        request.addHeader("x-api-key", KEY + "x");
        assertThat(passes()).isFalse();
    }

    @Test
    void keepsHealthOpenAndNothingBesideIt() throws Exception {
        for (String open : List.of("/livez", "/readyz", "/actuator/health", "/actuator/health/readiness")) {
            assertThat(passes(new MockHttpServletRequest("GET", open))).as(open).isTrue();
        }
        for (String shut : List.of("/actuator/prometheus", "/actuator", "/v3/api-docs", "/actuator/healthy",
                "/livez/../api/v1/runs", "/")) {
            assertThat(passes(new MockHttpServletRequest("GET", shut))).as(shut).isFalse();
        }
    }

    @Test
    void refusesAHostThatIsNotItsOwnEvenWithTheKey() throws Exception {
        request.addHeader("x-api-key", KEY);
        request.setServerName("rebound.example.com");
        assertThat(passes()).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);

        request.setServerName("chaos.example.org");
        assertThat(passes()).isTrue();
    }

    @Test
    void refusesWebPagesOfOtherOriginsEvenWithTheKey() throws Exception {
        request.addHeader("x-api-key", KEY);
        for (String foreign : List.of("https://evil.example.com", "null", "not an origin at all")) {
            MockHttpServletRequest fromPage = new MockHttpServletRequest("POST", "/api/v1/runs");
            fromPage.addHeader("x-api-key", KEY);
            fromPage.addHeader("Origin", foreign);
            assertThat(passes(fromPage)).as(foreign).isFalse();
        }
        request.addHeader("Origin", "http://localhost:8080");
        assertThat(passes()).isTrue();
    }

    @Test
    void refusesToStartWithoutAKeyOrWithAShortOne(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> new ApiSettings("", null, List.of()).required())
                .hasMessageContaining("FAULTLINE_API_KEY");
        assertThatThrownBy(() -> new ApiSettings("short", null, List.of()).required())
                .hasMessageContaining("32 characters").hasMessageNotContaining("short ");
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        assertThat(new ApiSettings("", file, List.of()).required()).isEqualTo(KEY);
    }

    private boolean passes() throws Exception {
        return passes(request);
    }

    private boolean passes(MockHttpServletRequest asked) throws Exception {
        MockFilterChain chain = new MockFilterChain();
        response.reset();
        door.doFilter(asked, response, chain);
        return chain.getRequest() != null;
    }
}
