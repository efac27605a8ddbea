package io.faultline.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.InvalidExperiment;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.DatabindException;

/** The one table from exceptions to problem documents. What is not in it is a 500 that tells nothing, and is logged. */
@RestControllerAdvice
class ProblemTable {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemTable.class);

    @ExceptionHandler
    ResponseEntity<ProblemDocument> known(Problem problem) {
        return answer(problem.type(), String.valueOf(problem.getMessage()), problem.errors());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> invalid(InvalidExperiment invalid) {
        return answer(ProblemType.INVALID_EXPERIMENT, "Mend the places named in errors and send it again.",
                invalid.complaints());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unreadable(HttpMessageNotReadableException unreadable) {
        Optional<InvalidExperiment> invalid = cause(unreadable, InvalidExperiment.class);
        if (invalid.isPresent()) {
            return invalid(invalid.get());
        }
        List<Complaint> places = cause(unreadable, DatabindException.class)
                .map(json -> List.of(new Complaint(pointer(json), json.getOriginalMessage()))).orElse(List.of());
        return answer(ProblemType.INVALID_REQUEST, "The body could not be read; it has to be well-formed and complete.",
                places);
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, MissingServletRequestParameterException.class,
            MissingRequestHeaderException.class, IllegalArgumentException.class})
    ResponseEntity<ProblemDocument> badParameter(Exception bad) {
        String detail = bad instanceof MethodArgumentTypeMismatchException mismatch
                ? "'%s' is not a valid %s.".formatted(mismatch.getValue(), mismatch.getName())
                : String.valueOf(bad.getMessage());
        return answer(ProblemType.INVALID_REQUEST, detail, List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> noPath(NoResourceFoundException missing, HttpServletRequest request) {
        return answer(ProblemType.NOT_FOUND, "There is nothing at " + request.getRequestURI()
                + "; the API is described at /v3/api-docs.", List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> method(HttpRequestMethodNotSupportedException unsupported) {
        String allowed = String.join(", ",
                Optional.ofNullable(unsupported.getSupportedMethods()).orElse(new String[0]));
        return answer(ProblemType.METHOD_NOT_ALLOWED,
                unsupported.getMethod() + " is not understood here; allowed: " + allowed + ".", List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> mediaType(HttpMediaTypeNotSupportedException unsupported) {
        return answer(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send one of " + unsupported.getSupportedMediaTypes() + ".",
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> notAcceptable(HttpMediaTypeNotAcceptableException unacceptable) {
        return answer(ProblemType.NOT_ACCEPTABLE, "Available are " + unacceptable.getSupportedMediaTypes() + ".",
                List.of());
    }

    /** Two at once wanted what only one can have, and this one was second. */
    @ExceptionHandler
    ResponseEntity<ProblemDocument> takenMeanwhile(DuplicateKeyException taken) {
        LOG.debug("Answered 409: {}", taken.getMessage());
        return answer(ProblemType.CONFLICT, "Somebody else took this name meanwhile: choose another, or read it again.",
                List.of());
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class,
            RecoverableDataAccessException.class, CannotCreateTransactionException.class,
            TransactionSystemException.class})
    ResponseEntity<ProblemDocument> databaseAway(Exception trouble) {
        LOG.warn("Answered 503: {}", trouble.getMessage());
        return answer(ProblemType.UNAVAILABLE,
                "The database does not answer. Try again shortly; with an Idempotency-Key nothing is done twice.",
                List.of());
    }

    /** The client hung up: there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("A client hung up: {}", gone.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDocument> unexpected(Exception unexpected, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        return answer(ProblemType.INTERNAL, "The service's log says more; the request can be sent again.", List.of());
    }

    private static ResponseEntity<ProblemDocument> answer(ProblemType type, String detail, List<Complaint> errors) {
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(type.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (type.passes()) {
            entity.header(HttpHeaders.RETRY_AFTER, ProblemDocument.RETRY_AFTER);
        }
        return entity.body(ProblemDocument.of(type, detail, errors));
    }

    private static String pointer(DatabindException json) {
        StringBuilder pointer = new StringBuilder();
        json.getPath().forEach(step -> pointer.append('/')
                .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()));
        return pointer.toString();
    }

    private static <T> Optional<T> cause(Throwable thrown, Class<T> type) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause).limit(20).filter(type::isInstance)
                .map(type::cast).findFirst();
    }
}
