package io.faultline.experiment.http;

import java.net.URI;
import java.util.List;

import io.faultline.formats.Finding;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says no to a sent experiment by line and column beside the pointer. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidFileTable {
    private static final ProblemType TYPE = ProblemType.INVALID_EXPERIMENT;

    /** One place in what was sent. */
    record Place(String pointer, int line, int column, String message, @Nullable String suggestion) {
        static Place of(Finding finding) {
            return new Place(finding.pointer(), finding.line(), finding.column(), finding.advice(),
                    finding.suggestion());
        }
    }

    /** RFC 9457, as everywhere, with more of a place. */
    record Document(URI type, String title, int status, String detail, List<Place> errors) {}

    @ExceptionHandler
    ResponseEntity<Document> invalid(InvalidFile invalid) {
        Document document = new Document(TYPE.uri(), TYPE.title(), TYPE.status(),
                "Mend the places named in errors and send it again.",
                invalid.findings().stream().map(Place::of).toList());
        return ResponseEntity.status(TYPE.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
    }
}
