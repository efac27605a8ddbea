package io.faultline.shop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processes make up the shop, and how they find one another.
 *
 * @param logs folder for what they print
 * @param twoPayments with a second payments instance to fall back on
 * @param throughProxy the shop reaches its first payments instance through the fault proxy <code>payments</code>, which
 *        somebody else starts
 */
public record ShopPlan(Path logs, ShopPorts ports, boolean twoPayments, boolean throughProxy) {
    /** A program to start. */
    record Part(String name, Class<?> main, int port, List<String> arguments) {}

    public static ShopPlan standard(Path logs) {
        return new ShopPlan(logs, ShopPorts.DEFAULT, false, false);
    }

    public ShopPlan withTwoPayments() {
        return new ShopPlan(logs, ports, true, throughProxy);
    }

    public ShopPlan behindProxy() {
        return new ShopPlan(logs, ports, twoPayments, true);
    }

    /** Those who are called before those who call. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("inventory", Inventory.class, ports.inventory(), List.of()));
        List<String> inventory = List.of("--inventory", address(ports.inventory()));
        parts.add(new Part("payments", Payments.class, ports.payments(), inventory));
        String payments = address(throughProxy ? ports.proxy() : ports.payments());
        if (twoPayments) {
            parts.add(new Part("payments-2", Payments.class, ports.secondPayments(), inventory));
            payments += "," + address(ports.secondPayments());
        }
        parts.add(new Part("shop", Shop.class, ports.shop(), List.of("--payments", payments)));
        return parts;
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }
}
