package io.faultline.runlog;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks the broker for its name every two seconds. A broker that takes connections and says nothing is as gone as one that is. */
final class AskingBrokerWatch implements BrokerWatch, AutoCloseable {
    private static final int PERIOD_MILLIS = 2_000;
    private static final int PATIENCE_MILLIS = 1_500;
    private static final Duration UNNOTICED = Duration.ofMillis(PERIOD_MILLIS + PATIENCE_MILLIS + 500);

    private final Admin admin;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("broker-watch").factory());
    private volatile long heardAt = System.nanoTime();

    AskingBrokerWatch(String brokers, String service) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.CLIENT_ID_CONFIG, service + ".watch",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500,
                AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, PATIENCE_MILLIS));
        var unused = timer.scheduleAtFixedRate(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS)).clusterId()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            heardAt = System.nanoTime();
        } catch (ExecutionException | TimeoutException e) {
            // The time since the last answer says it; whoever reads it says it aloud.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Duration unreachableFor() {
        Duration silence = Duration.ofNanos(System.nanoTime() - heardAt);
        return silence.compareTo(UNNOTICED) > 0 ? silence : Duration.ZERO;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
