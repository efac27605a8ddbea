package io.faultline.injector.net;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.faultline.injector.fault.beside.HttpChange;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an HTTP port: exchange after exchange, each answer before the next request, so that requests sent
 * ahead wait their turn. What is not HTTP/1, or has become something else, passes through as it is.
 */
final class HttpConversation {
    private static final int BUFFER = 16 << 10;

    private final HttpDoor door;
    private final SocketChannel client;
    private final SocketChannel server;
    private final InputStream fromClient;
    private final OutputStream toClient;
    private final InputStream fromServer;
    private final OutputStream toServer;
    private volatile boolean idle = true;

    HttpConversation(HttpDoor door, SocketChannel client) throws IOException {
        this.door = door;
        this.client = client;
        this.server = door.upstream(client);
        client.socket().setTcpNoDelay(true);
        this.fromClient = new BufferedInputStream(client.socket().getInputStream(), BUFFER);
        this.toClient = new BufferedOutputStream(client.socket().getOutputStream(), BUFFER);
        this.fromServer = new BufferedInputStream(server.socket().getInputStream(), BUFFER);
        this.toServer = new BufferedOutputStream(server.socket().getOutputStream(), BUFFER);
    }

    void run() throws IOException, InterruptedException {
        try {
            if (speaksHttp()) {
                while (!door.closing() && exchange()) {
                    idle = true;
                }
            } else {
                tunnel();
            }
        } finally {
            end();
        }
    }

    /** A method begins with a capital letter; TLS does not. */
    private boolean speaksHttp() throws IOException {
        fromClient.mark(1);
        int first = fromClient.read();
        fromClient.reset();
        return first < 0 || first >= 'A' && first <= 'Z';
    }

    /** Whether another one may follow. */
    private boolean exchange() throws IOException, InterruptedException {
        Optional<HttpHead> read = HttpHead.read(fromClient);
        if (read.isEmpty()) {
            return false;
        }
        idle = false;
        long came = System.nanoTime();
        HttpHead request = read.get();
        if (!request.start().matches("[A-Z]+ \\S+ HTTP/1\\.[01]")) {
            request.write(toServer);
            toServer.flush();
            tunnel();
            return false;
        }
        Map<String, HttpChange> changes = door.draw();
        for (HttpChange change : changes.values()) {
            request = change instanceof HttpChange.Headers headers && headers.ofRequest()
                    ? request.with(headers.values())
                    : request;
        }
        HttpHead sent = request;
        sent.write(toServer);
        toServer.flush();
        Thread body = Thread.ofVirtual().start(() -> passBody(sent));
        boolean goesOn = answer(sent, changes, came) && !sent.ends();
        if (goesOn) {
            body.join();
        }
        return goesOn;
    }

    private void passBody(HttpHead request) {
        try {
            HttpHead.pass(request.ofRequest(), fromClient, toServer);
        } catch (IOException e) {
            Connection.closeQuietly(server);
        }
    }

    private boolean answer(HttpHead request, Map<String, HttpChange> changes, long came)
            throws IOException, InterruptedException {
        for (Map.Entry<String, HttpChange> each : changes.entrySet()) {
            if (each.getValue() instanceof HttpChange.Reset reset
                    && door.waitAs(each.getKey(), came + Duration.ofMillis(reset.millis()).toNanos())) {
                client.socket().setSoLinger(true, 0);
                return false;
            }
        }
        HttpHead answer = head();
        while (answer.status() / 100 == 1 && answer.status() != 101) {
            answer.write(toClient);
            toClient.flush();
            answer = head();
        }
        for (Map.Entry<String, HttpChange> each : changes.entrySet()) {
            if (each.getValue() instanceof HttpChange.Delay delay) {
                boolean _ = door.waitAs(each.getKey(),
                        System.nanoTime() + Duration.ofMillis(delay.millis()).toNanos());
            }
        }
        if (answer.status() == 101 || request.method().equals("CONNECT") && answer.status() / 100 == 2) {
            answer.write(toClient);
            toClient.flush();
            tunnel();
            return false;
        }
        return pass(request, answer, changes);
    }

    private HttpHead head() throws IOException {
        return HttpHead.read(fromServer)
                .orElseThrow(() -> new IOException("the port closed the connection without an answer"));
    }

    private boolean pass(HttpHead request, HttpHead original, Map<String, HttpChange> changes) throws IOException {
        HttpHead answer = original;
        HttpHead.Framing framing = original.ofAnswerTo(request.method());
        HttpChange.Body body = null;
        for (HttpChange change : changes.values()) {
            switch (change) {
                case HttpChange.Status status -> {
                    answer = answer.startingWith("HTTP/1.1 %d Faultline"
                            .formatted(status.codes().get(door.oneOf(status.codes().size()))));
                    body = status.body() == null ? body : status.body();
                }
                case HttpChange.Replace replace -> body = replace.body();
                case HttpChange.Headers headers when !headers.ofRequest() -> answer = answer.with(headers.values());
                default -> {
                }
            }
        }
        boolean goesOn = !original.ends() && !(framing instanceof HttpHead.Framing.UntilClose) && !door.closing();
        if (door.closing()) {
            answer = answer.with("Connection", "close");
        }
        write(request, answer, framing, body);
        return goesOn;
    }

    private void write(HttpHead request, HttpHead answer, HttpHead.Framing original, HttpChange.@Nullable Body body)
            throws IOException {
        boolean hasNone = request.method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
        if (body == null && !hasNone && !(original instanceof HttpHead.Framing.None)) {
            answer.write(toClient);
            HttpHead.pass(original, fromServer, toClient);
            return;
        }
        HttpHead.pass(original, fromServer, OutputStream.nullOutputStream());
        byte[] bytes = body == null ? new byte[0] : body.text().getBytes(StandardCharsets.UTF_8);
        HttpHead plain = body == null ? answer : described(answer, body);
        if (hasNone && answer.status() != 200) {
            plain.without("Content-Length").without("Transfer-Encoding").write(toClient);
        } else if (hasNone && body == null) {
            plain.write(toClient);
        } else {
            plain.without("Transfer-Encoding").with("Content-Length", Integer.toString(bytes.length)).write(toClient);
        }
        if (!hasNone) {
            toClient.write(bytes);
        }
        toClient.flush();
    }

    private static HttpHead described(HttpHead answer, HttpChange.Body body) {
        HttpHead typed = answer.without("ETag").without("Content-Encoding").with("Content-Type", body.type());
        return body.encoding().isEmpty() ? typed : typed.with("Content-Encoding", body.encoding());
    }

    /** Both ways, until both have ended. */
    private void tunnel() throws IOException {
        idle = false;
        Thread back = Thread.ofVirtual().start(() -> copy(fromServer, toClient, client));
        copy(fromClient, toServer, server);
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out, SocketChannel to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            Connection.closeQuietly(to);
        }
    }

    void endIfIdle() {
        if (idle) {
            end();
        }
    }

    void end() {
        Connection.closeQuietly(client);
        Connection.closeQuietly(server);
    }
}
