package io.faultline.injector.fault.application;

/** What is answered at a door. */
public record Answer(int status, String text) {
    private static final int SHOWN = 300;

    public boolean isFine() {
        return status >= 200 && status < 300;
    }

    /** For people. */
    String shown() {
        String line = text.strip().replaceAll("\\s+", " ");
        return "it answers %d%s".formatted(status,
                line.isEmpty() ? "" : ": " + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line));
    }
}
