package io.faultline.http;

import java.net.URI;

/** Every kind of no, with its status and its stable <code>type</code> URI; docs/problems.md explains each. */
public enum ProblemType {
    INVALID_EXPERIMENT(400, "invalid-experiment", "The experiment is not valid"), //
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"), //
    UNAUTHENTICATED(401, "unauthenticated", "A valid API key is needed"), //
    FORBIDDEN_ORIGIN(403, "forbidden-origin", "This Host or Origin is not allowed"), //
    NOT_FOUND(404, "not-found", "Not found"), //
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"), //
    NOT_ACCEPTABLE(406, "not-acceptable", "Not available in the form asked for"), //
    CONFLICT(409, "conflict", "This contradicts the state of things"), //
    BLACKOUT_WINDOW(409, "blackout-window", "No run may start at this time"), //
    INACTIVE_INFRASTRUCTURE(409, "inactive-infrastructure", "Nobody answers for the infrastructure"), //
    IN_FLIGHT(409, "idempotency-key-in-flight", "The same request is being answered right now"), //
    PRECONDITION_FAILED(412, "precondition-failed", "It was changed by someone else meanwhile"), //
    TOO_LARGE(413, "too-large", "The request is too large"), //
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "This media type is not understood"), //
    IDEMPOTENCY_KEY_REUSED(422, "idempotency-key-reused", "The Idempotency-Key was used for another request"), //
    UNKNOWN_INFRASTRUCTURE(422, "unknown-infrastructure", "There is no such infrastructure"), //
    INFRASTRUCTURE_REFUSES(422, "infrastructure-refuses", "The infrastructure does not allow this"), //
    UNUSABLE_REPOSITORY(422, "unusable-repository", "The repository could not be used"), //
    HALTED(423, "halted", "Everything is halted"), //
    PRECONDITION_REQUIRED(428, "precondition-required", "If-Match is needed"), //
    OVERLOADED(429, "overloaded", "Too much is asked for at once"), //
    INTERNAL(500, "internal", "Something went wrong inside"), //
    UNAVAILABLE(503, "unavailable", "Not available for the moment");

    private static final String BASE = "https://faultline.io/problems/";

    private final int status;
    private final String name;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public URI uri() {
        return URI.create(BASE + name);
    }

    public String title() {
        return title;
    }

    /** Whether the same request may succeed by itself a moment later; then the answer has a <code>Retry-After</code>. */
    boolean passes() {
        return switch (this) {
            case IN_FLIGHT, OVERLOADED, UNAVAILABLE -> true;
            case INVALID_EXPERIMENT, INVALID_REQUEST, UNAUTHENTICATED, FORBIDDEN_ORIGIN, NOT_FOUND, METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE, CONFLICT, BLACKOUT_WINDOW, INACTIVE_INFRASTRUCTURE, PRECONDITION_FAILED, TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE, IDEMPOTENCY_KEY_REUSED, UNKNOWN_INFRASTRUCTURE, INFRASTRUCTURE_REFUSES,
                    UNUSABLE_REPOSITORY, HALTED, PRECONDITION_REQUIRED, INTERNAL ->
                false;
        };
    }
}
