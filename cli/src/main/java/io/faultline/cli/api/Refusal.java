package io.faultline.cli.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Faultline answered no: its problem+json, as cause, remedy and places. */
public final class Refusal extends RuntimeException {
    private final int status;
    private final String type;
    private final String title;
    private final String detail;
    private final transient List<Place> places;

    /** One place in what was sent, and what is wrong there. */
    public record Place(String pointer, String message) {}

    public Refusal(int status, String type, String title, String detail, List<Place> places) {
        super(title + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.places = List.copyOf(places);
    }

    /** Nothing is called so; what a client finds out by itself ends as if the server had said it. */
    public static Refusal unknown(String what) {
        return new Refusal(404, "not-found", what, "", List.of());
    }

    static Refusal of(int status, @Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            return new Refusal(status, "", "HTTP " + status, "the answer is no problem+json; is a Faultline there?",
                    List.of());
        }
        List<Place> places = new ArrayList<>();
        body.path("errors").forEach(error -> places.add(new Place(error.path("pointer").asString(""),
                error.path("message").asString(error.path("detail").asString("")))));
        String type = body.path("type").asString("");
        String title = body.path("title").asString("HTTP " + status);
        return new Refusal(status, type.substring(type.lastIndexOf('/') + 1), title, body.path("detail").asString(""),
                places);
    }

    public int status() {
        return status;
    }

    /** The last part of the problem's type: <code>not-found</code>. */
    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    public List<Place> places() {
        return places;
    }
}
