package io.faultline.logstream.tail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private static Frame frame(long sequence, int bytes) {
        return new Frame(sequence, "type", new byte[bytes]);
    }

    @Test
    void givesFramesInTheOrderTheyCame() throws InterruptedException {
        Client client = new Client(10, 1000);
        client.offer(frame(1, 10));
        client.offer(frame(2, 10));
        assertThat(client.next(AT_ONCE)).isInstanceOfSatisfying(Next.Send.class,
                send -> assertThat(send.frames()).extracting(Frame::sequence).containsExactly(1L, 2L));
        assertThat(client.next(AT_ONCE)).isEqualTo(new Next.Quiet());
    }

    @Test
    void dropsTheOldestWhenTooManyWaitAndSaysWhich() throws InterruptedException {
        Client client = new Client(3, 1000);
        int dropped = 0;
        for (int i = 1; i <= 8; i++) {
            dropped += client.offer(frame(i, 10));
        }
        assertThat(dropped).isEqualTo(5);
        assertThat(client.next(AT_ONCE)).isEqualTo(new Next.Missed(1, 5));
        assertThat(client.next(AT_ONCE)).isInstanceOfSatisfying(Next.Send.class,
                send -> assertThat(send.frames()).extracting(Frame::sequence).containsExactly(6L, 7L, 8L));
    }

    @Test
    void dropsTheOldestWhenTheyWeighTooMuchButNeverTheOnly() throws InterruptedException {
        Client client = new Client(100, 100);
        assertThat(client.offer(frame(1, 500))).isZero();
        assertThat(client.offer(frame(2, 60))).isEqualTo(1);
        assertThat(client.next(AT_ONCE)).isEqualTo(new Next.Missed(1, 1));
    }

    @Test
    void looksOnlyForWhatItHasNotHeardOf() throws InterruptedException {
        Client client = new Client(10, 1000);
        client.offer(frame(5, 1));
        client.look(5);
        assertThat(client.next(AT_ONCE)).isInstanceOf(Next.Send.class);
        assertThat(client.next(AT_ONCE)).isInstanceOf(Next.Quiet.class);
        client.look(6);
        assertThat(client.next(AT_ONCE)).isInstanceOf(Next.Look.class);
        assertThat(client.next(AT_ONCE)).isInstanceOf(Next.Quiet.class);
    }

    @Test
    void endsWhenTheHouseCloses() throws InterruptedException {
        Client client = new Client(10, 1000);
        client.offer(frame(1, 1));
        client.close();
        assertThat(client.next(Duration.ofDays(1))).isInstanceOf(Next.Closed.class);
    }

    @Property(tries = 200)
    void accountsForEveryFrame(@ForAll List<Boolean> offers) throws InterruptedException {
        Client client = new Client(4, 1000);
        List<Long> seen = new ArrayList<>();
        long sequence = 0;
        for (boolean offer : offers) {
            if (offer) {
                client.offer(frame(++sequence, 1));
            } else {
                take(client.next(AT_ONCE), seen);
            }
        }
        Next next = client.next(AT_ONCE);
        while (!(next instanceof Next.Quiet)) {
            take(next, seen);
            next = client.next(AT_ONCE);
        }
        assertThat(seen).hasSize((int) sequence).doesNotHaveDuplicates().isSorted();
    }

    private static void take(Next next, List<Long> seen) {
        switch (next) {
            case Next.Send(List<Frame> frames) -> frames.forEach(frame -> seen.add(frame.sequence()));
            case Next.Missed(long from, long to) -> {
                for (long i = from; i <= to; i++) {
                    seen.add(i);
                }
            }
            case Next.Look _,Next.Quiet _,Next.Closed _ -> {
            }
        }
    }
}
