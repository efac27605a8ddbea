package io.faultline.logstream.tail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One client's way through a feed: the archive from where it stopped, then what comes live, each once and in order. Runs
 * on the client's own thread.
 */
public final class Tail {
    private static final int PAGE = 500;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_PER_HEARTBEAT = 10;

    private final Channel channel;
    private final Client client;
    private final Wish wish;
    private final Sink sink;
    private long last;
    private int quiet;
    private boolean live;
    private boolean over;

    public Tail(Channel channel, Client client, Wish wish, Sink sink) {
        this.channel = channel;
        this.client = client;
        this.wish = wish;
        this.sink = sink;
        this.last = wish.last();
    }

    /** Returns when the feed is over, or throws when the client is gone. */
    public void follow() throws IOException, InterruptedException {
        sink.heartbeat();
        catchUp();
        while (!over) {
            Next next = client.next(TICK);
            quiet = next instanceof Next.Quiet ? quiet + 1 : 0;
            switch (next) {
                case Next.Send(List<Frame> frames) -> send(frames);
                case Next.Missed(long from, long to) -> missed(Math.max(from, last + 1), to);
                case Next.Look _ -> catchUp();
                case Next.Quiet _ -> beQuiet();
                case Next.Closed _ -> over = true;
            }
        }
    }

    private void catchUp() throws IOException {
        List<Kept> page;
        do {
            page = channel.archive().after(wish.feed(), last, PAGE, Set.of());
            for (Kept kept : page) {
                send(channel.encoding().frame(kept));
            }
            sink.flush();
        } while (page.size() == PAGE && !over);
    }

    private void send(List<Frame> frames) throws IOException {
        live = true;
        for (Frame frame : frames) {
            if (frame.sequence() > last + 1) {
                catchUp();
            }
            if (frame.sequence() > last) {
                send(frame);
            }
        }
        sink.flush();
    }

    private void send(Frame frame) throws IOException {
        if (over) {
            return;
        }
        last = frame.sequence();
        if (wish.includes(frame)) {
            sink.write(frame);
        }
        over = wish.isOverAfter(frame);
    }

    /** Who still reads history has not been slow: the archive has it all. */
    private void missed(long from, long to) throws IOException {
        if (!live) {
            catchUp();
        } else if (from <= to) {
            last = to;
            sink.missed(from, to);
            sink.flush();
        }
    }

    private void beQuiet() throws IOException {
        live = true;
        if (!wish.forever() && channel.archive().completed(wish.feed())) {
            catchUp();
            over = true;
        } else if (quiet % TICKS_PER_HEARTBEAT == 0) {
            sink.heartbeat();
            sink.flush();
        }
    }
}
