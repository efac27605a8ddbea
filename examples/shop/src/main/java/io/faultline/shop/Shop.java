package io.faultline.shop;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** What customers see: a checkout that needs payments. */
public final class Shop {
    private Shop() {}

    public static void main(String... args) throws IOException {
        Arguments arguments = Arguments.of(args);
        String given = arguments.text("--payments", "http://127.0.0.1:" + ShopPorts.DEFAULT.payments());
        List<URI> payments = Arrays.stream(given.split(",", -1)).map(URI::create).map(url -> url.resolve("/pay"))
                .toList();
        Failover failover = new Failover(payments, new Client());
        Endpoint.serve(arguments, ShopPorts.DEFAULT.shop(), "/checkout", () -> {
            Answer paid = failover.call();
            return paid.isOk()
                    ? Answer.ok("{\"status\": \"sold\", \"payment\": %s}".formatted(paid.json()))
                    : Answer.unavailable("payments does not answer");
        });
    }
}
