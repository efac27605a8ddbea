package io.faultline.injector.fault.network;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses Faultline itself lives by: where it finds its database and its broker. No fault may act on them. */
public record Lifelines(Set<Proxy.Address> database, Set<Proxy.Address> broker) {
    private static final Pattern JDBC = Pattern.compile("jdbc:\\w+://([^/?]+).*");
    private static final int POSTGRES = 5432;
    private static final int KAFKA = 9092;

    public Lifelines {
        database = Set.copyOf(database);
        broker = Set.copyOf(broker);
    }

    /** What is not known to be an address is left out: it can be no proxy of ours either. */
    public static Lifelines of(String jdbcUrl, String brokers) {
        Matcher jdbc = JDBC.matcher(jdbcUrl);
        return new Lifelines(jdbc.matches() ? addresses(jdbc.group(1), POSTGRES) : Set.of(),
                addresses(brokers, KAFKA));
    }

    private static Set<Proxy.Address> addresses(String list, int port) {
        Set<Proxy.Address> addresses = new LinkedHashSet<>();
        Arrays.stream(list.split(",")).map(String::strip).filter(each -> !each.isEmpty()).forEach(each -> {
            boolean whole = each.matches(".*:\\d{1,5}") && !each.matches("[^\\[]*:[^\\]]*:.*");
            addresses.add(Proxy.Address.parse(whole ? each : each + ":" + port));
        });
        return addresses;
    }

    public Set<Proxy.Address> all() {
        Set<Proxy.Address> all = new LinkedHashSet<>(database);
        all.addAll(broker);
        return all;
    }

    /** Whether Faultline reaches its database or broker by what comes in there. */
    public boolean leadThrough(Proxy.Address door) {
        return all().stream().anyMatch(each -> each.port() == door.port()
                && (each.host().equalsIgnoreCase(door.host()) || isHere(each.host()) && isHere(door.host())));
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("0.0.0.0")
                || host.equals("::");
    }
}
