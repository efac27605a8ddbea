package io.faultline.experiment.gitops;

/** One thing wrong with a file of the repository, where a person finds it. */
public record Flaw(int line, int column, String pointer, String message) {
    /** About the file as a whole. */
    public static Flaw whole(String message) {
        return new Flaw(1, 1, "", message);
    }
}
