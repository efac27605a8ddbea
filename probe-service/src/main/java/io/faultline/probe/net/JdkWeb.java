package io.faultline.probe.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Passage;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.probe.Web;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by the JDK's client, a fresh one for each attempt: availability is what a newcomer meets, and a connection kept
 * from before would hide a listener that accepts no more, or fail on its own when it had been idle. It also ends whatever
 * hangs, by shutting the client down.
 */
record JdkWeb(Bounded bounded, Egress egress, Traces traces) implements Web {
    private static final int LONGEST_BODY = 10 << 20;
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]{1,40})");

    @Override
    public Reply send(HttpCall call, Duration timeout, @Nullable Passage through) throws InterruptedException {
        Reply reply = sent(call, timeout, through);
        return through == null ? reply : through.seen(reply);
    }

    private Reply sent(HttpCall call, Duration timeout, @Nullable Passage through) throws InterruptedException {
        String traceparent = traces.current();
        HttpClient client = client(call.insecureSkipVerify(), through);
        try {
            return bounded.within(timeout, () -> exchange(client, call, traceparent, through == null));
        } catch (TimeoutException _) {
            return new Reply.Failed(Judgement.failed("no whole answer within " + new DurationText(timeout)));
        } catch (IOException e) {
            return new Reply.Failed(Judgement.failed(explained(e)));
        } catch (IllegalArgumentException e) {
            return new Reply.Failed(Judgement.unmeasurable(String.valueOf(e.getMessage())));
        } finally {
            client.shutdownNow();
        }
    }

    private HttpClient client(boolean insecure, @Nullable Passage through) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).proxy(through == null
                        ? HttpClient.Builder.NO_PROXY
                        : ProxySelector.of(through.address()))
                .executor(bounded.threads());
        return insecure ? builder.sslContext(AnyCertificate.context()).build() : builder.build();
    }

    private Reply exchange(HttpClient client, HttpCall call, @Nullable String traceparent, boolean outside)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpCall next = call;
        for (int redirects = 0; redirects <= Redirects.MOST; redirects++) {
            HttpResponse<CappedBody.Body> response = client.send(request(next, traceparent, outside),
                    _ -> new CappedBody(LONGEST_BODY));
            next = Redirects.next(next, response.statusCode(),
                    response.headers().firstValue("location").orElse(null));
            if (next == null) {
                return new Reply.Answered(response.statusCode(), text(response), response.body().whole(),
                        Duration.ofNanos(System.nanoTime() - began));
            }
        }
        return new Reply.Failed(Judgement.failed("redirected more than %d times".formatted(Redirects.MOST)));
    }

    private HttpRequest request(HttpCall call, @Nullable String traceparent, boolean outside)
            throws UnknownHostException {
        URI uri = URI.create(call.url());
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("'%s' is no absolute http or https address".formatted(call.url()));
        }
        if (outside) {
            egress.allowed(uri.getHost());
        }
        String body = call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(call.method(), body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        request.setHeader("User-Agent", "faultline-probe");
        if (traceparent != null) {
            request.setHeader("traceparent", traceparent);
        }
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    private static String text(HttpResponse<CappedBody.Body> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        Matcher charset = CHARSET.matcher(type);
        boolean known = charset.find() && isSupported(charset.group(1));
        return response.body().read().toString(known ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8);
    }

    private static boolean isSupported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String explained(IOException e) {
        return switch (e) {
            case UnknownHostException _ -> "the host name is unknown: " + e.getMessage();
            case ConnectException _ -> "connection refused";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
