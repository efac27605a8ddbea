package io.faultline.http;

/** No agent did what was asked, in the time there was; the message says what is known of them. */
public final class Unanswered extends Exception {
    Unanswered(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
