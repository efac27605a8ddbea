package io.faultline.standalone;

import java.nio.file.Path;

import io.faultline.embedded.Durability;
import org.jspecify.annotations.Nullable;

/**
 * How the house stands.
 *
 * @param data folder of Kafka's and Postgres' data, found again at the next start
 * @param port the one address's port on the loopback; 0 for any free one. The services behind it take free ports.
 * @param key the API key
 * @param database JDBC address of a Postgres to use instead of the embedded one
 * @param kafka bootstrap servers to use instead of the embedded broker
 */
public record HouseSettings(Path data, int port, String key, Durability durability, @Nullable String database,
        @Nullable String kafka) {
    public static HouseSettings embedded(Path data, int port, String key) {
        return new HouseSettings(data, port, key, Durability.DURABLE, System.getenv("FAULTLINE_DB_URL"),
                System.getenv("FAULTLINE_KAFKA"));
    }
}
