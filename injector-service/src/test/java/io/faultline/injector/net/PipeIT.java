package io.faultline.injector.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

import io.faultline.injector.fault.network.Toxic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipeIT {
    private final Pipe pipe = new Pipe(() -> 0);
    private Thread pulling;

    @BeforeEach
    void fillUp() {
        pipe.poison(List.of(new Toxic.Blackhole(100)));
        pulling = Thread.ofVirtual().start(() -> {
            try {
                pipe.pull(new Endless());
            } catch (IOException | InterruptedException e) {
                assertThat(e).isNotNull();
            }
        });
        Awaitility.await().until(() -> pulling.getState() == Thread.State.WAITING);
    }

    @AfterEach
    void end() {
        pulling.interrupt();
    }

    @Test
    void takesInNoMoreWhenNobodyIsThereToTakeItOn() throws Exception {
        pipe.poison(List.of());
        assertThatThrownBy(() -> pipe.push(new Gone())).isInstanceOf(IOException.class);
        assertThat(pulling.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void takesInNoMoreAfterAReset() throws Exception {
        pipe.poison(List.of(new Toxic.Reset(Duration.ZERO, 100)));
        assertThat(pipe.push(OutputStream.nullOutputStream())).isEqualTo(Pipe.Outcome.RESET);
        assertThat(pulling.join(Duration.ofSeconds(5))).isTrue();
    }

    /** An upstream that never stops sending. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 7;
        }

        @Override
        public int read(byte[] buffer, int from, int count) {
            return count;
        }
    }

    /** A client that has left. */
    private static final class Gone extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("broken pipe");
        }
    }
}
