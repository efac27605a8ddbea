package io.faultline.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * A real Kubernetes on this machine, where the tool that starts it lies beside the checkout; tests that need it are
 * skipped elsewhere, and say so.
 *
 * @param kubeconfig the administrator's
 */
public record RealCluster(Path kubeconfig, Path tool) {
    /** Images that are in its node. */
    public static final String TOOLS = "docker.io/local/tools:1";
    public static final String BUSYBOX = "docker.io/local/busybox:1";

    /** Starts it unless it runs; it is left running for the next test, and stopped by whoever runs them all. */
    public static synchronized RealCluster up() {
        Path tool = checkout().resolveSibling("shared").resolve("k8s/cluster");
        Assumptions.assumeTrue(Files.isExecutable(tool),
                "there is no shared/k8s/cluster beside this checkout, so no real Kubernetes");
        start(tool);
        return new RealCluster(Path.of(output(tool, "kubeconfig")), tool);
    }

    /** Tests of several rooms may come at once, each in a JVM of its own: one of them starts it. */
    private static void start(Path tool) {
        Path turn = Path.of(System.getProperty("java.io.tmpdir"), "faultline-real-cluster.lock");
        try (FileChannel file = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            if (run(tool, "status") != 0 && run(tool, "up") != 0) {
                throw new AssertionError("the cluster does not start: see what '%s up' says".formatted(tool));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Makes an image of what was compiled here and loads it into the node.
     *
     * @param what <code>agent</code> or <code>helper</code>, as the folders of deploy are called; an agent has to be packaged
     */
    public void load(String what, String image) {
        Path deployed = checkout().resolve("deploy").resolve(what);
        Path rootfs = Path.of("target", "rootfs-" + what).toAbsolutePath();
        ProcessBuilder making = builder(deployed.resolve("rootfs"), rootfs.toString());
        making.environment().put("JAVA_HOME", System.getProperty("java.home"));
        List<String> words = new ArrayList<>(List.of("image", image, rootfs.toString()));
        words.addAll(entryPoint(deployed.resolve("Dockerfile")));
        if (run(making) != 0 || run(builder(tool, words.toArray(String[]::new))) != 0) {
            throw new AssertionError("image %s cannot be made of deploy/%s and loaded".formatted(image, what));
        }
    }

    /** With the Java that is in the image. */
    private static List<String> entryPoint(Path dockerfile) {
        try {
            String words = Files.readAllLines(dockerfile).stream().filter(line -> line.startsWith("ENTRYPOINT "))
                    .findFirst().orElseThrow().replaceAll("ENTRYPOINT \\[|]|\"", "");
            return Stream.of(words.split(",\\s*")).map(word -> word.equals("java") ? "/java/bin/java" : word).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The folder of the whole project: the topmost one with a POM. */
    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && Files.exists(folder.getParent().resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static int run(Path tool, String... words) {
        return run(builder(tool, words));
    }

    private static int run(ProcessBuilder builder) {
        try {
            return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String output(Path tool, String... words) {
        try {
            Process process = builder(tool, words).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ProcessBuilder builder(Path tool, String... words) {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }
}
