package io.faultline.experiment.repository;

/** A password or token on its way to a repository; it never says what it is. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
