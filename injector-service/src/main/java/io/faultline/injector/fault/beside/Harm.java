package io.faultline.injector.fault.beside;

/**
 * What happens to packets; 0 where nothing does. Several on the same packets add up.
 *
 * @param delay in milliseconds
 * @param jitter in milliseconds, either way
 * @param loss in percent, as are corruption and duplication
 * @param rate bytes a second
 * @param burst bytes that may be sent at once
 * @param waiting bytes that may wait
 * @param peak bytes a second at which a burst is sent
 * @param leastBurst bytes that may be sent at once at that
 */
public record Harm(long delay, long jitter, double loss, double corruption, double duplication, long rate, long burst,
        long waiting, long peak, long leastBurst) {
    public static final Harm NONE = new Harm(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Harm delay(long millis, long jitter) {
        return new Harm(millis, jitter, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public static Harm loss(double percent) {
        return new Harm(0, 0, percent, 0, 0, 0, 0, 0, 0, 0);
    }

    public static Harm corruption(double percent) {
        return new Harm(0, 0, 0, percent, 0, 0, 0, 0, 0, 0);
    }

    public static Harm duplication(double percent) {
        return new Harm(0, 0, 0, 0, percent, 0, 0, 0, 0, 0);
    }

    public static Harm rate(long bytes, long burst, long waiting) {
        return new Harm(0, 0, 0, 0, 0, bytes, burst, waiting, 0, 0);
    }

    /** With a narrow rate: how fast its bursts are. */
    public Harm withPeak(long bytes, long least) {
        return new Harm(delay, jitter, loss, corruption, duplication, rate, burst, waiting, bytes, least);
    }

    /** Both: delays add up, shares as they do for independent luck, the narrower rate counts. */
    public Harm and(Harm other) {
        boolean narrower = other.rate > 0 && (rate == 0 || other.rate < rate);
        Harm narrow = narrower ? other : this;
        return new Harm(delay + other.delay, jitter + other.jitter, both(loss, other.loss),
                both(corruption, other.corruption), both(duplication, other.duplication), narrow.rate, narrow.burst,
                narrow.waiting, narrow.peak, narrow.leastBurst);
    }

    private static double both(double one, double other) {
        return 100 - (100 - one) * (100 - other) / 100;
    }

    /** Whether only netem can do it. */
    public boolean needsNetem() {
        return delay > 0 || loss > 0 || corruption > 0 || duplication > 0;
    }
}
