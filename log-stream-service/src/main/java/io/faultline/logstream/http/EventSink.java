package io.faultline.logstream.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.faultline.logstream.tail.Frame;
import io.faultline.logstream.tail.Sink;
import jakarta.servlet.http.HttpServletResponse;

/** A response as a stream of server-sent events, written on the request's own virtual thread. */
final class EventSink implements Sink {
    private final OutputStream out;

    EventSink(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
    }

    @Override
    public void write(Frame frame) throws IOException {
        out.write(frame.bytes());
    }

    /** Its id is the last one left out, so that a client that comes again is not sent them after all. */
    @Override
    public void missed(long from, long to) throws IOException {
        text("id: %d\nevent: gap\ndata: {\"missed\":%d,\"from\":%d,\"to\":%d}\n\n".formatted(to, to - from + 1, from,
                to));
    }

    @Override
    public void heartbeat() throws IOException {
        text(":\n\n");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
