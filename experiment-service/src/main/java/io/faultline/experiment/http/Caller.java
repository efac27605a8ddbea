package io.faultline.experiment.http;

/** Who asks: there is one API key, so it is whoever has it. */
final class Caller {
    static final String NAME = "api";

    private Caller() {}
}
