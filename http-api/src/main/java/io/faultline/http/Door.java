package io.faultline.http;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before every path. Health is open, and so is where the key is changed for a token; agents come with their own
 * credentials; all else needs the key, or such a token, but for the little that a {@link Keyring} lets guests do. Host and
 * Origin are checked first, so that no web page a browser happens to show (DNS rebinding, cross-site requests) can reach an
 * API that breaks things.
 */
final class Door extends OncePerRequestFilter {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final Set<String> OPEN = Set.of("/livez", "/readyz", "/actuator/health",
            "/actuator/health/liveness", "/actuator/health/readiness", "/auth/login", "/auth/status",
            "/auth/capabilities");

    private final Keyring keys;
    private final Set<String> hosts;
    private final ProblemWriter problems;

    Door(ApiSettings settings, ProblemWriter problems, Keyring keys) {
        this.keys = keys;
        this.hosts = new HashSet<>(LOOPBACK);
        settings.hosts().forEach(host -> hosts.add(host.strip().toLowerCase(Locale.ROOT)));
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hosts.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            problems.write(response, ProblemType.FORBIDDEN_ORIGIN, "The Host '" + request.getServerName()
                    + "' is not one of this service's names; add it to FAULTLINE_API_HOSTS if it should be.");
        } else if (!isOwn(request.getHeader("Origin"))) {
            problems.write(response, ProblemType.FORBIDDEN_ORIGIN,
                    "Requests from web pages of other origins are refused; add the origin's host to FAULTLINE_API_HOSTS if it is yours.");
        } else if (OPEN.contains(request.getRequestURI()) || AgentCredentials.isFor(request.getRequestURI())
                || keys.opens(request) || Keyring.admits(request)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"faultline\"");
            problems.write(response, ProblemType.UNAUTHENTICATED,
                    "Send the API key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'. ./faultline dev keeps its key in ~/.faultline/dev.key.");
        }
    }

    private boolean isOwn(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
