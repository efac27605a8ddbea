package io.faultline.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What opens a service: the API's key, or a token given for it. Web pages can set no header when they open a socket. So,
 * for sockets alone, a page of this very address may come with the cookie it got when it logged in; and whoever shows
 * nothing at all is a guest, who may ask for the version, or open a socket on which he says first who he is.
 */
public final class Keyring {
    /** As Litmus calls it. */
    public static final String COOKIE = "litmus-cc-token";
    /** Where GraphQL is answered; what guests may do there is seen to by who answers. */
    private static final Set<String> PATHS = Set.of("/query", "/api/query", "/gateway/chaos/manager/api/query");
    private static final String GUEST = Keyring.class.getName() + ".guest";

    private final byte[] key;
    private final SessionTokens sessions;
    private final InstantSource clock;

    public Keyring(ApiSettings settings, InstantSource clock) {
        this.key = settings.required().getBytes(StandardCharsets.UTF_8);
        this.sessions = new SessionTokens(settings);
        this.clock = clock;
    }

    /** Whether one of them opens: <code>Bearer KEY</code>, or the bare key. */
    public boolean opens(@Nullable String authorization, @Nullable String apiKey) {
        String bare = authorization == null ? null : authorization.strip();
        String given = bare != null && bare.regionMatches(true, 0, "Bearer ", 0, 7)
                ? bare.substring(7).strip()
                : apiKey == null ? bare : apiKey;
        return given != null && (MessageDigest.isEqual(key, given.getBytes(StandardCharsets.UTF_8))
                || sessions.isGood(given, clock.instant()));
    }

    boolean opens(HttpServletRequest request) {
        return opens(request.getHeader("Authorization"), request.getHeader("x-api-key"))
                || isSocket(request) && isOfThisAddress(request) && Stream.ofNullable(request.getCookies())
                        .flatMap(Arrays::stream).filter(cookie -> cookie.getName().equals(COOKIE)).map(Cookie::getValue)
                        .anyMatch(token -> sessions.isGood(token, clock.instant()));
    }

    /** Lets in whoever shows nothing, where guests are expected. */
    static boolean admits(HttpServletRequest request) {
        boolean guest = request.getHeader("Authorization") == null && request.getHeader("x-api-key") == null
                && (isSocket(request) || PATHS.contains(request.getRequestURI()) && request.getMethod().equals("POST"));
        if (guest) {
            request.setAttribute(GUEST, true);
        }
        return guest;
    }

    /** Whether nobody knows who asks. */
    public static boolean isGuest(ServletRequest request) {
        return request.getAttribute(GUEST) != null;
    }

    private static boolean isSocket(HttpServletRequest request) {
        return PATHS.contains(request.getRequestURI()) && request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /**
     * Cookies go to every port of a host, and browsers name the page's origin with every socket: that of another port is
     * another page. Proxies may leave out the port.
     */
    private static boolean isOfThisAddress(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (origin == null) {
            return true;
        }
        URI page = URI.create(origin);
        return host != null && (host.equalsIgnoreCase(page.getAuthority()) || host.equalsIgnoreCase(page.getHost()));
    }
}
