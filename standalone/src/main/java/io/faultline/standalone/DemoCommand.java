package io.faultline.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.faultline.cli.Cli;
import io.faultline.cli.Console;
import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.shop.ShopPlan;
import io.faultline.shop.ShopProcesses;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows all of it once: a house, a shop of real processes, a real experiment against them, live; then everything is gone
 * again. That the experiment finds a weakness is what it is for, so that counts as success here.
 */
@Command(name = "demo", description = "Starts a house and a demo shop, breaks the shop, shows what happens, cleans up.")
final class DemoCommand implements Callable<Integer> {
    private static final int EXPERIMENT_FAILED = 3;

    private final Console console;
    private final Path scratch;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "An experiment against the shop; examples/payments-outage.yaml by default.")
    private @Nullable Path experiment;

    @Option(names = "--payments", defaultValue = "1", paramLabel = "N", description = "Payments instances of the shop, 1 or 2; the outage is survived with 2.")
    private int payments;

    @Option(names = "--kubernetes", description = "Breaks a cart in the current kubeconfig's cluster instead, in namespace faultline-demo.")
    private boolean kubernetes;

    @Option(names = "--image", paramLabel = "IMAGE", description = "With --kubernetes: what plays the cart, an image with busybox; one that is on a node, or busybox:1.36, by default.")
    private @Nullable String image;

    DemoCommand(Console console, Path scratch) {
        this.console = console;
        this.scratch = scratch;
    }

    @Override
    public Integer call() {
        String key = DevKey.random();
        Ticks ticks = new Ticks(console);
        if (kubernetes) {
            return inCluster(key, ticks);
        }
        console.err().println("Starting Faultline and the demo shop ...");
        int code;
        try (House house = House.start(HouseSettings.embedded(scratch.resolve("data"), 0, key), ticks)) {
            openProxies(house.address(), key);
            ShopPlan plan = ShopPlan.standard(scratch.resolve("shop")).behindProxy();
            try (ShopProcesses shop = ShopProcesses.start(payments > 1 ? plan.withTwoPayments() : plan)) {
                ticks.ready("shop");
                shop.startLoad(5, Duration.ofMinutes(10));
                code = run(house, key, experiment == null ? example("payments-outage.yaml") : experiment);
            }
        } finally {
            Folders.clear(scratch);
        }
        console.err().println("The shop and Faultline are gone again; every fault has ended.");
        return code == EXPERIMENT_FAILED ? 0 : code;
    }

    private int inCluster(String key, Ticks ticks) {
        Path asked = experiment == null ? example("kubernetes-cart.yaml") : experiment;
        console.err().println("Starting Faultline ...");
        try (House house = House.start(HouseSettings.embedded(scratch.resolve("data"), 0, key), ticks)) {
            return new KubernetesDemo(console, asked, image).show(file -> run(house, key, file));
        } finally {
            Folders.clear(scratch);
        }
    }

    private int run(House house, String key, Path file) {
        return Cli.commandLine(consoleAt(house.address(), key)).execute("run", "--watch", file.toString());
    }

    private static Path example(String name) {
        return Path.of(System.getenv().getOrDefault("FAULTLINE_CHECKOUT", "."), "examples", name);
    }

    /** The way from the shop to payments leads through a fault proxy, so that network faults have something to break. */
    private static void openProxies(URI address, String key) {
        try (FaultlineClient client = new FaultlineClient(new Access(address, key))) {
            client.send("PUT", "/api/v1/proxies/payments",
                    Map.of("listen", "127.0.0.1:18091", "upstream", "127.0.0.1:18081"), Map.of());
        }
    }

    private Console consoleAt(URI address, String key) {
        Map<String, String> environment = new HashMap<>(console.environment());
        environment.put("FAULTLINE_ADDRESS", address.toString());
        environment.put("FAULTLINE_API_KEY", key);
        return new Console(console.out(), console.err(), console.terminal(), environment, console.clock());
    }
}
