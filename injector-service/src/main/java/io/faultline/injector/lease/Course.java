package io.faultline.injector.lease;

/** What is to be done with a lease by whoever has just got it: for the first time, or from an owner that is gone. */
public sealed interface Course {
    /** Nothing was done yet: plan it and inject it. */
    record Begin() implements Course {}

    /** It must not begin. */
    record Refuse(Objection why) implements Course {}

    /** It was handed over in force: hold it until its planned end. */
    record GoOn() implements Course {}

    /** It may have had an effect: take it away. */
    record Mend() implements Course {}
}
