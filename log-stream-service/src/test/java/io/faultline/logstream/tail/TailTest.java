package io.faultline.logstream.tail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TailTest {
    private static final String RUN = "run";
    private static final String END = "end";

    private final List<Kept> rows = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private LongConsumer whenSent = _ -> {};
    private final Channel channel = new Channel(new Archive() {
        @Override
        public List<Kept> after(String feed, long last, int limit, Set<String> types) {
            return rows.stream().filter(row -> row.sequence() > last).limit(limit).toList();
        }

        @Override
        public Map<String, Long> newest(Set<String> feeds) {
            return rows.isEmpty() ? Map.of() : Map.of(RUN, rows.getLast().sequence());
        }

        @Override
        public boolean completed(String feed) {
            return rows.stream().anyMatch(row -> row.type().equals(END));
        }
    }, kept -> new Frame(kept.sequence(), kept.type(), new byte[1]));
    private final Client client = channel.open(RUN);

    private Kept kept(String type) {
        Kept kept = new Kept(RUN, rows.size() + 1, "id", type, "source", null, null, null, new byte[0]);
        rows.add(kept);
        return kept;
    }

    private void publish(Kept... kept) {
        channel.publish(List.of(kept), 0);
    }

    private List<String> follow(long last, Set<String> types) throws IOException, InterruptedException {
        new Tail(channel, client, new Wish(RUN, last, types, END, false), new Sink() {
            @Override
            public void write(Frame frame) {
                sent.add(Long.toString(frame.sequence()));
                whenSent.accept(frame.sequence());
            }

            @Override
            public void missed(long from, long to) {
                sent.add(from + "-" + to);
            }

            @Override
            public void heartbeat() {}

            @Override
            public void flush() {}
        }).follow();
        return sent;
    }

    @Test
    void tellsHistoryFromWhereTheClientStopped() throws Exception {
        kept("a");
        kept("a");
        kept("a");
        kept(END);
        assertThat(follow(2, Set.of())).containsExactly("3", "4");
    }

    @Test
    void sendsWhatIsKeptAndPublishedMeanwhileOnce() throws Exception {
        publish(kept("a"));
        kept("a");
        publish(rows.get(1), kept("a"));
        publish(kept(END));
        assertThat(follow(0, Set.of())).containsExactly("1", "2", "3", "4");
    }

    @Test
    void findsInTheArchiveWhatAnotherInstanceKept() throws Exception {
        whenSent = sequence -> {
            if (sequence == 1) {
                kept("elsewhere");
                publish(kept(END));
            }
        };
        kept("a");
        assertThat(follow(0, Set.of())).containsExactly("1", "2", "3");
    }

    @Test
    void looksWhenToldThatThereIsMore() throws Exception {
        whenSent = sequence -> {
            if (sequence == 1) {
                kept(END);
                channel.lookOut();
            }
        };
        kept("a");
        assertThat(follow(0, Set.of())).containsExactly("1", "2");
    }

    @Test
    void tellsASlowClientWhatItMissed() throws Exception {
        whenSent = sequence -> {
            if (sequence == 1) {
                publish(kept("live"));
            } else if (sequence == 2) {
                for (int i = 0; i < 1200; i++) {
                    publish(kept("flood"));
                }
                publish(kept(END));
            }
        };
        kept("a");
        assertThat(follow(0, Set.of())).startsWith("1", "2", "3-203", "204").endsWith("1203").hasSize(1003);
        assertThat(channel.dropped()).isEqualTo(201);
    }

    @Test
    void losesNothingOfAFloodWhileItStillReadsHistory() throws Exception {
        whenSent = sequence -> {
            if (sequence == 1) {
                for (int i = 0; i < 1200; i++) {
                    publish(kept("flood"));
                }
                publish(kept(END));
            }
        };
        kept("a");
        assertThat(follow(0, Set.of())).hasSize(1202).allMatch(told -> !told.contains("-"));
    }

    @Test
    void sendsOnlyTheTypesAskedForAndStillKnowsTheEnd() throws Exception {
        kept("a");
        kept("b");
        kept(END);
        assertThat(follow(0, Set.of("b"))).containsExactly("2");
    }

    @Test
    void endsWhenTheRunIsOverAndNothingMoreComes() throws Exception {
        kept(END);
        assertThat(follow(1, Set.of())).isEmpty();
    }
}
