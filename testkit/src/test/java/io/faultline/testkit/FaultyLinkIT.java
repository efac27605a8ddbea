package io.faultline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.wire.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class FaultyLinkIT {
    private ServerSocket echo;
    private FaultyLink link;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        link = FaultyLink.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket one = echo.accept();
                Thread.ofVirtual().start(() -> {
                    try (one) {
                        one.getInputStream().transferTo(one.getOutputStream());
                    } catch (IOException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(500);
        return socket;
    }

    private static int exchange(Socket socket, int said) throws IOException {
        socket.getOutputStream().write(said);
        return socket.getInputStream().read();
    }

    @Test
    void passesBytesAndTheirEndOn() throws IOException {
        try (Socket socket = dial()) {
            assertThat(exchange(socket, 7)).isEqualTo(7);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsConnectionsOpenWithoutAWordWhileSilentAndLosesNothing() throws IOException {
        try (Socket before = dial()) {
            assertThat(exchange(before, 1)).isEqualTo(1);
            link.goSilent();
            assertThatThrownBy(() -> exchange(before, 2)).isInstanceOf(SocketTimeoutException.class);
            try (Socket during = dial()) {
                assertThatThrownBy(() -> exchange(during, 3)).isInstanceOf(SocketTimeoutException.class);
                link.heal();
                assertThat(during.getInputStream().read()).isEqualTo(3);
            }
            assertThat(before.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void resetsWhatIsOpenAndWhatComesWhileCut() throws IOException {
        try (Socket before = dial()) {
            assertThat(exchange(before, 1)).isEqualTo(1);
            link.cut();
            assertThatThrownBy(() -> exchange(before, 2)).isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            try (Socket during = dial()) {
                assertThat(failsOrEnds(during)).isTrue();
            }
        }
        link.heal();
        try (Socket after = dial()) {
            assertThat(exchange(after, 4)).isEqualTo(4);
        }
    }

    private static boolean failsOrEnds(Socket socket) {
        try {
            return exchange(socket, 3) == -1;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    @Test
    void forgetsOldConnectionsForEverAndWelcomesNewOnes() throws IOException {
        try (Socket before = dial()) {
            assertThat(exchange(before, 1)).isEqualTo(1);
            link.forgetConnections();
            link.heal();
            assertThatThrownBy(() -> exchange(before, 2)).isInstanceOf(SocketTimeoutException.class);
            try (Socket after = dial()) {
                assertThat(exchange(after, 3)).isEqualTo(3);
            }
        }
    }

    @Test
    void delaysBothWays() throws IOException {
        link.delay(Duration.ofMillis(60));
        try (Socket socket = dial()) {
            long begun = System.nanoTime();
            assertThat(exchange(socket, 5)).isEqualTo(5);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    @Test
    void leadsToTheHousesPostgres() throws Exception {
        EmbeddedHouse house = EmbeddedHouse.open();
        String direct = house.jdbcUrl("linked");
        link.leadTo(Integer.parseInt(direct.replaceFirst(".*:(\\d+)/.*", "$1")));
        Properties user = new Properties();
        user.putAll(Map.of("user", house.user(), "password", house.password(), "socketTimeout", "1"));
        try (Connection connection = DriverManager.getConnection(link.jdbcUrl(direct), user)) {
            assertThat(connection.isValid(1)).isTrue();
            link.goSilent();
            assertThatThrownBy(() -> connection.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
        } finally {
            link.heal();
        }
    }

    @Test
    void isOnTheWayOfWhoeverComesToTheHousesKafkaByIt() throws Exception {
        EmbeddedHouse house = EmbeddedHouse.open();
        FaultyLink toKafka = house.kafkaLink();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", toKafka.address(), "linger.ms", 0, "max.block.ms", 5_000),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.LOGS.topic(), new byte[]{1})).get(10, TimeUnit.SECONDS);
            toKafka.goSilent();
            var held = producer.send(new ProducerRecord<>(Topics.LOGS.topic(), new byte[]{2}));
            assertThat(List.of(held)).noneMatch(each -> each.isDone());
            toKafka.heal();
            held.get(10, TimeUnit.SECONDS);
        } finally {
            toKafka.heal();
        }
    }
}
