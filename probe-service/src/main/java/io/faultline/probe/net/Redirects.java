package io.faultline.probe.net;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.probe.HttpCall;
import org.jspecify.annotations.Nullable;

/** Where a response sends its reader on to; to another origin without headers and body, for they may hold secrets. */
final class Redirects {
    static final int MOST = 10;

    private Redirects() {}

    /** The call to make next; null when this response is the answer. */
    static @Nullable HttpCall next(HttpCall call, int status, @Nullable String location) {
        boolean redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!redirects || location == null) {
            return null;
        }
        URI from = URI.create(call.url());
        URI to = from.resolve(location);
        boolean becomesGet = (status == 303 && !call.method().equals("HEAD"))
                || ((status == 301 || status == 302) && call.method().equals("POST"));
        String method = becomesGet ? "GET" : call.method();
        String body = becomesGet ? null : call.body();
        if (origin(from).equals(origin(to))) {
            return new HttpCall(to.toString(), method, call.headers(), body, call.insecureSkipVerify());
        }
        return body == null ? new HttpCall(to.toString(), method, Map.of(), null, call.insecureSkipVerify()) : null;
    }

    private static String origin(URI uri) {
        return "%s://%s:%d".formatted(uri.getScheme(), Objects.requireNonNullElse(uri.getHost(), ""), uri.getPort());
    }
}
