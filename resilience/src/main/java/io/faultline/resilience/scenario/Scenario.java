package io.faultline.resilience.scenario;

/**
 * A case that is played with real processes.
 *
 * @param cases its numbers
 * @param quick whether it is among those played each time
 */
record Scenario(String name, String cases, String what, String promise, boolean quick, Play play) {
    /** What happens. */
    @FunctionalInterface
    interface Play {
        void on(Ground ground, Found found) throws Exception;
    }

    Row on(Ground ground) {
        Found found = new Found();
        try {
            play.on(ground, found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            found.require(false, "%s", e);
        }
        return new Row(name, cases, what, promise, found.figures(), found.isLate(), found.violations());
    }
}
