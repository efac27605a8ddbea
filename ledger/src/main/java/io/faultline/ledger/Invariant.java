package io.faultline.ledger;

/** What is promised of every run, whatever was killed meanwhile. */
public enum Invariant {
    I1("every accepted request is exactly one run with exactly one end"), //
    I2("no fault is injected twice, or after its time"), //
    I3("every fault is reverted, in time, once"), //
    I4("no run ends before its faults are reverted or reported stuck"), //
    I5("a run's facts are in order, without gaps, each told once by its owner"), //
    I6("what the database says is what the facts say"), //
    I7("the score is what the facts give"), //
    I8("no log line is lost unreported"), //
    I9("nothing of a project is seen in another"), //
    I10("no secret is told");

    private final String promise;

    Invariant(String promise) {
        this.promise = promise;
    }

    public String promise() {
        return promise;
    }
}
