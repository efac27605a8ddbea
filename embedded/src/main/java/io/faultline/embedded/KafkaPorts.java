package io.faultline.embedded;

/**
 * Where a broker listens.
 *
 * @param client where clients find it
 * @param controller where it finds itself
 * @param relayed where the relay brings its clients; 0 without a relay
 * @param relay the port its relayed clients are told to come by
 */
record KafkaPorts(int client, int controller, int relayed, int relay) {
    static KafkaPorts of(int client) {
        return new KafkaPorts(client, Ports.freeBut(client), 0, 0);
    }

    static KafkaPorts behind(int client, int relay) {
        int controller = Ports.freeBut(client, relay);
        return new KafkaPorts(client, controller, Ports.freeBut(client, relay, controller), relay);
    }

    String listeners() {
        return "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d".formatted(client, KafkaSettings.CONTROLLER_LISTENER,
                controller) + (relayed == 0 ? "" : ",RELAYED://127.0.0.1:" + relayed);
    }

    String advertised() {
        return "PLAINTEXT://127.0.0.1:" + client + (relayed == 0 ? "" : ",RELAYED://127.0.0.1:" + relay);
    }
}
