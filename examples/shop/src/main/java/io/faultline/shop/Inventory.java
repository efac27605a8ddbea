package io.faultline.shop;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Knows what is on the shelves; calls nobody. */
public final class Inventory {
    private Inventory() {}

    public static void main(String... args) throws IOException {
        AtomicLong reservations = new AtomicLong();
        Endpoint.serve(Arguments.of(args), ShopPorts.DEFAULT.inventory(), "/reserve",
                () -> Answer
                        .ok("{\"status\": \"reserved\", \"number\": %d}".formatted(reservations.incrementAndGet())));
    }
}
