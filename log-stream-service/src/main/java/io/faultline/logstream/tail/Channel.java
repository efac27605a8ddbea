package io.faultline.logstream.tail;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Brings what was just kept to all who follow it, without waiting for any of them. */
public final class Channel {
    private static final int MOST_FRAMES = 1000;
    private static final int MOST_BYTES = 1 << 20;

    private final Archive archive;
    private final Encoding encoding;
    private final Map<String, List<Client>> clients = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private volatile boolean closed;

    public Channel(Archive archive, Encoding encoding) {
        this.archive = archive;
        this.encoding = encoding;
    }

    public Archive archive() {
        return archive;
    }

    public Encoding encoding() {
        return encoding;
    }

    /** From now on the client hears of all that is published; what was kept before it finds in the archive. */
    public Client open(String feed) {
        Client client = new Client(MOST_FRAMES, MOST_BYTES);
        clients.compute(feed, (_, those) -> {
            List<Client> more = those == null ? new CopyOnWriteArrayList<>() : those;
            more.add(client);
            return more;
        });
        count.incrementAndGet();
        if (closed) {
            client.close();
        }
        return client;
    }

    public void leave(String feed, Client client) {
        clients.computeIfPresent(feed, (_, those) -> {
            those.remove(client);
            return those.isEmpty() ? null : those;
        });
        count.decrementAndGet();
    }

    /**
     * Call after the commit.
     *
     * @param newestOfAll how far the feed of all runs has come; who follows that reads the archive, because commits may be
     *        told here in another order than they were made
     */
    public void publish(List<Kept> kept, long newestOfAll) {
        for (Kept each : kept) {
            List<Client> those = clients.get(each.run());
            if (those != null) {
                Frame frame = encoding.frame(each);
                those.forEach(client -> dropped.add(client.offer(frame)));
            }
        }
        clients.getOrDefault(Archive.ALL, List.of()).forEach(client -> client.look(newestOfAll));
    }

    /** Finds what other instances have kept of the feeds followed here. */
    public void lookOut() {
        if (!clients.isEmpty()) {
            archive.newest(Set.copyOf(clients.keySet())).forEach((feed, newest) -> clients
                    .getOrDefault(feed, List.of()).forEach(client -> client.look(newest)));
        }
    }

    public void close() {
        closed = true;
        clients.values().forEach(those -> those.forEach(Client::close));
    }

    /** How many follow at this moment. */
    public int clients() {
        return count.get();
    }

    /** How many frames were not brought because a client was too slow. */
    public long dropped() {
        return dropped.sum();
    }
}
