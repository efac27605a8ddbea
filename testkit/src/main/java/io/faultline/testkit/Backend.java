package io.faultline.testkit;

/** Where the house's Kafka and Postgres come from. */
interface Backend extends AutoCloseable {
    String bootstrapServers();

    /** A path to the same Kafka that can be spoiled. */
    FaultyLink kafkaLink();

    /** Address of a database that is there. */
    String jdbcUrl(String database);

    String user();

    String password();

    @Override
    void close();
}
