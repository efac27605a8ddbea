package io.faultline.contracts.complaint;

/**
 * One thing wrong with an experiment.
 *
 * @param pointer where, as a JSON Pointer (RFC 6901) into the experiment's file form
 * @param message what is wrong, and the remedy
 */
public record Complaint(String pointer, String message) {
    @Override
    public String toString() {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }
}
