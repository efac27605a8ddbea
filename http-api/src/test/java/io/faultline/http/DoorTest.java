package io.faultline.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.wire.Wire;
import jakarta.servlet.http.Cookie;
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

    private static final ApiSettings SETTINGS = new ApiSettings(KEY, null, List.of("Chaos.example.org"));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Door door = new Door(SETTINGS, new ProblemWriter(Wire.mapper()),
            new Keyring(SETTINGS, () -> NOW));
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
    void opensToATokenGivenForTheKeyAsLongAsItIsGood() throws Exception {
        SessionTokens sessions = new SessionTokens(SETTINGS);
        String token = sessions.issue("admin", NOW);
        assertThat(passes(with("Authorization", "Bearer " + token))).isTrue();
        assertThat(passes(with("Authorization", token))).isTrue();
        assertThat(passes(with("x-api-key", token))).isTrue();
        assertThat(passes(with("x-api-key", sessions.issue("admin", NOW.minus(SessionTokens.VALID).plusSeconds(1)))))
                .isTrue();
        assertThat(passes(with("x-api-key", sessions.issue("admin", NOW.minus(SessionTokens.VALID))))).isFalse();
        SessionTokens others = new SessionTokens(new ApiSettings("x" + KEY, null, List.of()));
        assertThat(passes(with("x-api-key", others.issue("admin", NOW)))).as("of another key").isFalse();
    }

    /** A JWT is taken in one form only: whoever forges one does not choose how it is checked. */
    @Test
    void staysShutToTokensThatAreBentForgedOrUnsigned() throws Exception {
        String token = new SessionTokens(SETTINGS).issue("admin", NOW);
        String[] parts = token.split("\\.");
        String none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        String later = encoded(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replaceFirst("\"exp\":\\d+", "\"exp\":99999999999"));
        String agents = new AgentCredentials(SETTINGS).issue(
                new AgentIdentity(new InfrastructureId(new UUID(1, 1)), "a"), NOW);
        for (String wrong : List.of(parts[0] + "." + parts[1] + ".", none + "." + parts[1] + ".",
                none + "." + parts[1] + "." + parts[2], parts[0] + "." + later + "." + parts[2],
                parts[0] + "." + parts[1], parts[0] + "..", token + "x", token + ".x", "..", parts[0], agents,
                token.substring(0, token.length() - 1), parts[0] + "." + parts[1] + "é." + parts[2])) {
            assertThat(passes(with("Authorization", "Bearer " + wrong))).as(wrong).isFalse();
            assertThat(passes(with("x-api-key", wrong))).as(wrong).isFalse();
        }
    }

    private static MockHttpServletRequest with(String header, String value) {
        MockHttpServletRequest made = new MockHttpServletRequest("GET", "/api/v1/runs");
        made.addHeader(header, value);
        return made;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
        for (String open : List.of("/livez", "/readyz", "/actuator/health", "/actuator/health/readiness", "/auth/login",
                "/auth/status", "/auth/capabilities")) {
            assertThat(passes(new MockHttpServletRequest("GET", open))).as(open).isTrue();
        }
        for (String shut : List.of("/actuator/prometheus", "/actuator", "/v3/api-docs", "/actuator/healthy",
                "/livez/../api/v1/runs", "/", "/auth/login/", "/auth/list_projects", "/auth/login/../list_projects",
                "/auth/login;x=1")) {
            assertThat(passes(new MockHttpServletRequest("GET", shut))).as(shut).isFalse();
        }
    }

    private static MockHttpServletRequest socket(String path, String... headers) {
        MockHttpServletRequest made = new MockHttpServletRequest("GET", path);
        made.addHeader("Upgrade", "websocket");
        made.addHeader("Host", "localhost:8080");
        for (int i = 0; i < headers.length; i += 2) {
            made.addHeader(headers[i], headers[i + 1]);
        }
        return made;
    }

    private boolean knows(MockHttpServletRequest asked) throws Exception {
        return passes(asked) && !Keyring.isGuest(asked);
    }

    /** Browsers send cookies by themselves: it opens sockets, and to pages of this very address. */
    @Test
    void opensToTheCookieOfALoginForSocketsOfItsOwnPagesAlone() throws Exception {
        Cookie good = new Cookie(Keyring.COOKIE, new SessionTokens(SETTINGS).issue("admin", NOW));
        for (String own : List.of("http://localhost:8080", "https://LOCALHOST:8080")) {
            assertThat(knows(with(good, socket("/query", "Origin", own)))).as(own).isTrue();
        }
        assertThat(knows(with(good, socket("/api/query")))).as("of no page").isTrue();
        assertThat(knows(with(good, socket("/query", "Origin", "http://localhost:3000")))).as("port").isFalse();
        assertThat(passes(with(good, socket("/query", "Origin", "http://evil.example.com")))).isFalse();
        assertThat(passes(with(good, socket("/api/v1/runs")))).isFalse();
        for (String method : List.of("GET", "POST", "DELETE")) {
            assertThat(passes(with(good, new MockHttpServletRequest(method, "/api/v1/runs")))).as(method).isFalse();
            assertThat(knows(with(good, new MockHttpServletRequest(method, "/query")))).as(method).isFalse();
        }
        assertThat(knows(with(new Cookie(Keyring.COOKIE, KEY), socket("/query")))).as("the key itself").isFalse();
        assertThat(knows(with(new Cookie(Keyring.COOKIE, new SessionTokens(SETTINGS).issue("admin",
                NOW.minus(SessionTokens.VALID))), socket("/query")))).as("too old").isFalse();
    }

    private static MockHttpServletRequest with(Cookie cookie, MockHttpServletRequest asked) {
        asked.setCookies(cookie);
        return asked;
    }

    @Test
    void letsGuestsInWhereTheyAreExpectedAndMarksThem() throws Exception {
        for (MockHttpServletRequest expected : List.of(socket("/query"), socket("/api/query"),
                new MockHttpServletRequest("POST", "/query"),
                socket("/gateway/chaos/manager/api/query", "Origin", "http://localhost:3000"))) {
            assertThat(passes(expected)).as(expected.getRequestURI()).isTrue();
            assertThat(Keyring.isGuest(expected)).isTrue();
        }
        for (MockHttpServletRequest other : List.of(new MockHttpServletRequest("GET", "/query"),
                new MockHttpServletRequest("PUT", "/query"), new MockHttpServletRequest("POST", "/query/"),
                new MockHttpServletRequest("POST", "/api/v1/runs"), socket("/query", "Authorization", "Bearer x"),
                socket("/query", "x-api-key", "x"), socket("/api/v1/runs"),
                socket("/query", "Origin", "https://evil.example.com"))) {
            assertThat(passes(other)).as(other.getMethod() + " " + other.getRequestURI()).isFalse();
        }
        MockHttpServletRequest known = socket("/query", "x-api-key", KEY);
        assertThat(passes(known) && !Keyring.isGuest(known)).isTrue();
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
