package io.faultline.http;

import java.net.URI;
import java.util.List;

import io.faultline.contracts.complaint.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * The body of a no: RFC 9457, with the places that are wrong as an extension.
 *
 * @param errors each with a JSON Pointer into the request's body
 */
public record ProblemDocument(URI type, String title, int status, String detail, @Nullable List<Complaint> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    /** Seconds after which what passes by itself is worth another try. */
    static final String RETRY_AFTER = "1";

    static ProblemDocument of(ProblemType type, String detail, List<Complaint> errors) {
        return new ProblemDocument(type.uri(), type.title(), type.status(), detail, errors.isEmpty() ? null : errors);
    }
}
