package io.faultline.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** One server-sent event, as the WHATWG's format has it. */
record ServerEvent(@Nullable String id, String name, String data) {

    /** Reads to the end of the stream; an event cut off by it is not delivered. */
    static void readAll(BufferedReader reader, Consumer<ServerEvent> sink) throws IOException {
        String id = null;
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {
                    if (line.isEmpty() && !data.isEmpty()) {
                        sink.accept(new ServerEvent(id, name, data.toString()));
                        data.setLength(0);
                        name = "message";
                    }
                }
            }
        }
    }
}
