package io.faultline.resilience.house;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

import io.faultline.embedded.KafkaBroker;

/** Kafka in a JVM of its own: <code>BrokerProcess folder port relay</code>. It says where a relay is to
 * bring those who come by way of it. */
public final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] args) throws IOException {
        PrintStream holder = System.out;
        System.setOut(System.err);
        ServiceProcess.quietLogs();
        KafkaBroker broker = KafkaBroker.start(Path.of(args[0]), Integer.parseInt(args[1]),
                Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(broker::close));
        holder.println("relayed " + broker.relayedPort());
        holder.println("ready");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(0);
    }
}
