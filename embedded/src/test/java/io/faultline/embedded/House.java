package io.faultline.embedded;

import java.nio.file.Path;

/** Both, in a JVM of their own, until it is killed; tells its ports on standard output. */
final class House {
    private House() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"), 0, Durability.DURABLE);
        KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0);
        System.out.println("READY " + postgres.port() + " " + kafka.port());
        System.in.read();
        kafka.close();
        postgres.close();
    }
}
