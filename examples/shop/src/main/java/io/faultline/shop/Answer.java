package io.faultline.shop;

/** What a service says: a status and a JSON text. */
record Answer(int status, String json) {
    static Answer ok(String json) {
        return new Answer(200, json);
    }

    static Answer unavailable(String why) {
        return new Answer(503, "{\"status\": \"unavailable\", \"reason\": \"%s\"}".formatted(why));
    }

    boolean isOk() {
        return status == 200;
    }
}
