package io.faultline.logstream.http;

import java.util.HashSet;
import java.util.Set;

import io.faultline.http.Page;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a request for history or a stream says.
 *
 * @param after the last place already seen: <code>Last-Event-ID</code> of who comes again, else <code>?after=</code>
 */
record Query(boolean streams, long after, int limit, Set<String> types, boolean forever) {
    static Query of(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean streams = accept != null && accept.contains("text/event-stream");
        String lastEvent = request.getHeader("Last-Event-ID");
        String after = streams && lastEvent != null ? lastEvent : request.getParameter("after");
        return new Query(streams, number(after, "after"), (int) Math.min(number(request.getParameter("limit"),
                "limit"), Page.MAX_LIMIT), types(request.getParameterValues("types")),
                "forever".equals(request.getParameter("follow")));
    }

    private static long number(@Nullable String text, String what) {
        try {
            return text == null || text.isBlank() ? 0 : Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' is no place in a stream (%s); send the id of an event.".formatted(text, what));
        }
    }

    /** Wire names, or what stands out in them: <code>probe-result</code> for io.faultline.probe-result.v1. */
    private static Set<String> types(String @Nullable [] given) {
        Set<String> types = new HashSet<>();
        for (String each : given == null ? new String[0] : String.join(",", given).split(",", -1)) {
            if (!each.isBlank()) {
                types.add(each.contains(".") ? each.strip() : "io.faultline.%s.v1".formatted(each.strip()));
            }
        }
        return Set.copyOf(types);
    }
}
