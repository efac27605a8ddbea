package io.faultline.logstream.lines;

/** Who says something about a run, counting up as it speaks. */
public record Source(String run, String name) {
    static Source of(Said.Line line) {
        return new Source(line.run(), line.source());
    }
}
