package io.faultline.runlog;

import java.time.Duration;

import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.FaultyLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Case 7 and 19: whoever depends on Kafka learns that it is gone, also when its connections stay open. */
class BrokerWatchIT {
    private final FaultyLink link = EmbeddedHouse.open().kafkaLink();

    @AfterEach
    void heal() {
        link.heal();
    }

    @Test
    void tellsHowLongKafkaHasBeenSilentAndForgetsItWhenItAnswers() {
        try (AskingBrokerWatch watch = new AskingBrokerWatch(link.address(), "trial")) {
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(40))
                    .until(() -> watch.unreachableFor().isZero());

            link.goSilent();
            await().atMost(Duration.ofSeconds(40)).until(() -> watch.unreachableFor().toSeconds() >= 6);
            link.heal();
            await().atMost(Duration.ofSeconds(40)).until(() -> watch.unreachableFor().isZero());
        }
    }

    @Test
    void noticesABrokerThatIsGone() {
        try (AskingBrokerWatch watch = new AskingBrokerWatch(link.address(), "trial")) {
            link.cut();
            await().atMost(Duration.ofSeconds(40)).until(() -> !watch.unreachableFor().isZero());
            link.heal();
            await().atMost(Duration.ofSeconds(40)).until(() -> watch.unreachableFor().isZero());
        }
    }

    @Test
    void countsFromTheStartWhereKafkaWasNeverThere() {
        try (AskingBrokerWatch watch = new AskingBrokerWatch("127.0.0.1:1", "trial")) {
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(watch.unreachableFor()).isPositive());
        }
    }
}
