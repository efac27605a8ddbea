package io.faultline.shop;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Takes the money, once inventory has put the goods aside. */
public final class Payments {
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private Payments() {}

    public static void main(String... args) throws IOException {
        Arguments arguments = Arguments.of(args);
        URI inventory = URI.create(arguments.text("--inventory", "http://127.0.0.1:" + ShopPorts.DEFAULT.inventory()))
                .resolve("/reserve");
        Client client = new Client();
        client.call(inventory.resolve("/health"), PATIENCE); // the first call of a JVM is slow: no customer should wait for it
        Endpoint.serve(arguments, ShopPorts.DEFAULT.payments(), "/pay", () -> {
            Answer reserved = client.call(inventory, PATIENCE);
            return reserved.isOk()
                    ? Answer.ok("{\"status\": \"paid\", \"reservation\": %s}".formatted(reserved.json()))
                    : Answer.unavailable("inventory does not reserve");
        });
    }
}
