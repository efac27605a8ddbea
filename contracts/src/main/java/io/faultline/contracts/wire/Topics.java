package io.faultline.contracts.wire;

/** The topics; facts and logs are keyed by run id, by Kafka's own message key. */
public enum Topics {
    /** The facts of all runs: each run's in order. */
    RUNS("faultline.runs"),
    /** Log lines and probe samples: bulky, a loss is reported, not prevented. */
    LOGS("faultline.logs"),
    /** Records nobody could read or apply, with the reason and their original headers. */
    DEAD("faultline.dead");

    private final String topic;

    Topics(String topic) {
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
